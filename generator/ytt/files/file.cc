#include "ytt/files/file.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

// "yml" of "a.lib.yml"; empty if there is no dot.
std::string_view Extension(std::string_view path) {
  const std::string_view name = BaseName(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

std::string DiskContent::Read() const {
  try {
    return disk_.ReadFile(path_);
  } catch (const Error&) {
    // A link that leads nowhere is found only now.
    if (!disk_.StatFollowing(path_)) throw Error("open " + path_ + ": no such file or directory");
    throw;
  }
}

File::File(std::string path, std::shared_ptr<const FileContent> content)
    : path_(std::move(path)), given_path_(path_), content_(std::move(content)) {}

std::shared_ptr<const std::string> File::SharedContent() const {
  if (!text_) text_ = std::make_shared<const std::string>(content_->Read());
  return text_;
}

bool File::MayHaveCode() const {
  if (!may_have_code_) may_have_code_ = Content().find("#@") != std::string::npos;
  return *may_have_code_;
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

bool File::IsTemplateByName() const {
  return !is_library() && (type() == FileType::kYaml || type() == FileType::kText);
}

bool File::is_template() const { return is_template_.value_or(IsTemplateByName()); }

bool File::is_for_output() const {
  if (is_for_output_) return *is_for_output_;
  // What is marked as plain comes out all the same.
  return is_template_.value_or(false) || IsTemplateByName();
}

std::vector<FilePtr> InOrderGiven(std::vector<FilePtr> files) {
  std::stable_sort(files.begin(), files.end(),
                   [](const FilePtr& a, const FilePtr& b) { return a->order() < b->order(); });
  return files;
}

}  // namespace pkgrepo::ytt
