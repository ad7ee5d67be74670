#include "ytt/files/file_marks.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"

namespace pkgrepo::ytt {
namespace {

struct Mark {
  std::string text;
  std::string pattern;
  std::string key;
  std::string value;
};

Mark ParseMark(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos)
    throw Error("Expected file mark '" + text + "' to be in format path:key=value");
  const size_t equals = text.find('=', colon);
  if (equals == std::string::npos) {
    throw Error("Expected file mark '" + text + "' key-value portion to be in format key=value");
  }
  return {text, text.substr(0, colon), text.substr(colon + 1, equals - colon - 1), text.substr(equals + 1)};
}

// The first "**/*" stands for some characters, the first other "*" for some that are not slashes.
bool Matches(std::string_view pattern, std::string_view path, bool deep_counts = true,
             bool star_counts = true) {
  constexpr std::string_view kDeep = "**/*";
  for (; !pattern.empty(); pattern.remove_prefix(1), path.remove_prefix(1)) {
    const bool deep = deep_counts && pattern.starts_with(kDeep);
    if (deep || (star_counts && pattern[0] == '*')) {
      const std::string_view rest = pattern.substr(deep ? kDeep.size() : 1);
      for (size_t n = 1; n <= path.size() && (deep || path[n - 1] != '/'); ++n) {
        if (Matches(rest, path.substr(n), deep_counts && !deep, star_counts && deep)) return true;
      }
      return false;
    }
    if (path.empty() || path[0] != pattern[0]) return false;
  }
  return path.empty();
}

struct TypeMark {
  FileType type;
  bool is_template;
};

const std::map<std::string, TypeMark>& TypeMarks() {
  static const std::map<std::string, TypeMark> marks = {
      {"yaml-template", {FileType::kYaml, true}}, {"yaml-plain", {FileType::kYaml, false}},
      {"text-template", {FileType::kText, true}}, {"text-plain", {FileType::kText, false}},
      {"starlark", {FileType::kStarlark, false}}, {"data", {FileType::kUnknown, false}},
  };
  return marks;
}

[[noreturn]] void ThrowUnknownValue(const Mark& mark) {
  throw Error("Unknown value in file mark '" + mark.text + "'");
}

void MarkType(File& file, const Mark& mark) {
  const auto found = TypeMarks().find(mark.value);
  if (found == TypeMarks().end()) ThrowUnknownValue(mark);
  file.set_type(found->second.type);
  file.set_is_template(found->second.is_template);
}

using FileSet = std::set<const File*>;

void ApplyMark(const FilePtr& file, const Mark& mark, FileSet& excluded, FileSet& exclusive) {
  if (mark.key == "path") {
    file->set_path(mark.value);
    return;
  }
  if (mark.key == "type") {
    MarkType(*file, mark);
    return;
  }
  const bool known = mark.key == "exclude" || mark.key == "for-output" || mark.key == "exclusive-for-output";
  if (!known) throw Error("Unknown key in file mark '" + mark.text + "'");
  if (mark.value != "true") ThrowUnknownValue(mark);
  if (mark.key == "exclude") {
    excluded.insert(file.get());
  } else {
    file->set_is_for_output(true);
    if (mark.key == "exclusive-for-output") exclusive.insert(file.get());
  }
}

}  // namespace

std::vector<FilePtr> ApplyFileMarks(std::vector<FilePtr> files, const std::vector<std::string>& marks) {
  FileSet exclusive;
  for (const std::string& text : marks) {
    const Mark mark = ParseMark(text);
    FileSet excluded;
    bool matched = false;
    for (const FilePtr& file : files) {
      if (!Matches(mark.pattern, file->given_path())) continue;
      matched = true;
      ApplyMark(file, mark, excluded, exclusive);
    }
    if (!matched) {
      throw Error("Expected file mark '" + text + "' to match at least one file by path, but did not");
    }
    files.erase(std::remove_if(files.begin(), files.end(),
                               [&](const FilePtr& file) { return excluded.count(file.get()) > 0; }),
                files.end());
  }
  if (!exclusive.empty()) {
    for (const FilePtr& file : files) file->set_is_for_output(exclusive.count(file.get()) > 0);
  }
  return files;
}

}  // namespace pkgrepo::ytt
