#include "ytt/workspace/file.h"

#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

// "yml" of "a.lib.yml"; empty if there is no dot.
std::string_view Extension(std::string_view path) {
  const std::string_view name = BaseName(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

bool HasResult(FileType type) { return type == FileType::kYaml || type == FileType::kText; }

}  // namespace

File::File(std::string path, std::shared_ptr<const FileContent> content)
    : path_(std::move(path)), content_(std::move(content)) {}

const std::string& File::Content() const {
  if (!text_) text_ = content_->Read();
  return *text_;
}

FileType File::type() const {
  if (type_) return *type_;
  const std::string_view extension = Extension(path_);
  if (extension == "yml" || extension == "yaml") return FileType::kYaml;
  if (extension == "txt") return FileType::kText;
  if (extension == "star") return FileType::kStarlark;
  return FileType::kUnknown;
}

bool File::is_library() const {
  const std::vector<std::string_view> parts = Split(BaseName(path_), '.');
  return type() == FileType::kStarlark || (parts.size() > 2 && parts[parts.size() - 2] == "lib");
}

bool File::is_template() const {
  if (is_template_) return *is_template_;
  return !is_library() && HasResult(type());
}

bool File::is_for_output() const {
  if (is_for_output_) return *is_for_output_;
  return is_template() || (!is_library() && HasResult(type()));
}

}  // namespace pkgrepo::ytt
