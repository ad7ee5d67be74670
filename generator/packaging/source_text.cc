#include "packaging/source_text.h"

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

bool IsTemplate(std::string_view path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".star") ||
         path.ends_with(".txt");
}

}  // namespace

void RefuseForeignText(const std::string& file, std::string_view text) {
  const Position first{.file = file, .line = 1};
  if (text.starts_with("\xEF\xBB\xBF")) {
    throw Error("the file begins with a byte order mark, which ytt and kbld read as part of the first key")
        .At(first)
        .Hint("save it as UTF-8 without a byte order mark");
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    throw Error("the file is UTF-16").At(first).Hint("save it as UTF-8");
  }
  if (text.starts_with("version https://git-lfs.github.com/spec/")) {
    throw Error("the file is a Git LFS pointer: its content was not fetched")
        .At(first)
        .Hint("run git lfs pull");
  }
}

std::string ReadSourceText(const std::string& file, StepInputs& inputs) {
  std::string text = inputs.Read(file);
  RefuseForeignText(file, text);
  return text;
}

void RefuseForeignFiles(const std::string& path, StepInputs& inputs) {
  if (!inputs.IsDirectory(path)) {
    RefuseForeignText(path, inputs.Read(path));
    return;
  }
  for (const FileSystem::Entry& entry : inputs.Walk(path)) {
    if (entry.info.is_file() && IsTemplate(entry.path)) {
      const std::string file = JoinPath(path, entry.path);
      RefuseForeignText(file, inputs.Read(file));
    }
  }
}

}  // namespace pkgrepo::packaging
