#include "artifact/app_source.h"

#include <map>

#include "base/error.h"
#include "base/file_system.h"
#include "packaging/ignore_rules.h"

namespace pkgrepo::artifact {
namespace {

std::string NameIn(const std::string& path, const std::string& root) {
  return IsInside(path, root) && path != root ? path.substr(root.size() + 1) : path;
}

class SourceReader {
 public:
  SourceReader(const std::string& build, packaging::StepInputs& inputs) : build_(build), inputs_(inputs) {}

  void Add(const std::string& path) {
    const std::optional<FileInfo> info = inputs_.disk().Stat(path);
    inputs_.Add(path);
    if (!info) throw Error("no such file or folder: " + path);
    Add(path, *info);
  }

  // The content of each file, and where each link leads, by path.
  const std::map<std::string, Digest>& contents() const { return contents_; }

 private:
  void Add(const std::string& path, const FileInfo& info) {
    if (path == build_) return;
    if (info.is_directory()) {
      for (const std::string& name : inputs_.List(path)) AddEntry(JoinPath(path, name));
    } else if (info.is_symlink()) {
      inputs_.Add(path);
      contents_.emplace(path, Digest::Of(inputs_.disk().ReadSymlink(path)));
    } else if (info.is_file()) {
      contents_.emplace(path, Digest::Of(inputs_.Read(path)));
    } else {
      throw Error("a source holds nothing but files, folders and links").At({.file = path});
    }
  }

  void AddEntry(const std::string& path) {
    const std::optional<FileInfo> info = inputs_.disk().Stat(path);
    if (info && !ignore_.Ignores(std::string(BaseName(path)), info->is_directory())) Add(path, *info);
  }

  const std::string& build_;
  packaging::StepInputs& inputs_;
  const packaging::IgnoreRules ignore_;
  std::map<std::string, Digest> contents_;
};

}  // namespace

Digest RevisionOf(const std::vector<std::string>& paths, const std::string& root, const std::string& build,
                  packaging::StepInputs& inputs) {
  SourceReader reader(build, inputs);
  for (const std::string& path : paths) reader.Add(path);
  std::string lines;
  for (const auto& [path, digest] : reader.contents()) lines += digest.hex() + "  " + NameIn(path, root) + "\n";
  return Digest::Of(lines);
}

}  // namespace pkgrepo::artifact
