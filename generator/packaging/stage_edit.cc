#include "packaging/stage_edit.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

bool IsLower(const std::string& a, const std::string& b) {
  try {
    return go::SemanticVersion::ParseTag(a) < go::SemanticVersion::ParseTag(b);
  } catch (const Error&) {
    return true;  // what is no version keeps its place
  }
}

class Editor {
 public:
  Editor(const std::string& file, const std::string& text, const StagedVersion& entry)
      : text_(text), root_(ConfigNode::Parse(file, text)), entry_(entry) {}

  std::string Run() {
    const std::optional<ConfigNode> repository = root_.Find("package_repository");
    const std::optional<ConfigNode> packages = (repository ? *repository : root_).Find("packages");
    if (!packages) {
      if (repository) throw Unable(*repository);
      return text_ + (text_.ends_with('\n') ? "" : "\n") + "packages:\n- " + ShortEntry("  ") + "\n";
    }
    const std::vector<ConfigNode> items = packages->Items();
    if (!repository) {
      for (const ConfigNode& item : items) {
        if (item.TextOr("name", "") == entry_.name) return Widen(item);
      }
    }
    return Append(*packages, items, repository.has_value());
  }

 private:
  static Error Unable(const ConfigNode& node) {
    return node.Fault("a version cannot be added to this in place").Hint("add it by hand");
  }

  // An entry that names versions of the package already.
  std::string Widen(const ConfigNode& item) const {
    if (const std::optional<ConfigNode> list = item.Find("versions")) return AddItem(*list);
    const ConfigNode version = item.Require("version");
    const size_t begin = version.offset();
    const size_t end = EndOfScalar(begin);
    const size_t key = text_.rfind("version", begin);
    if (key == std::string::npos) throw Unable(version);
    const std::string written = text_.substr(begin, end - begin);
    const bool is_last = IsLower(version.Text(), entry_.version);
    return text_.substr(0, key) + "versions: [" + (is_last ? written + ", " + entry_.version : entry_.version + ", " + written) +
           "]" + text_.substr(end);
  }

  std::string AddItem(const ConfigNode& list) const {
    const ConfigNode* lower = nullptr;
    const std::vector<ConfigNode> items = list.Items();
    for (const ConfigNode& item : items) {
      if (IsLower(item.Text(), entry_.version)) lower = &item;
    }
    const ConfigNode& neighbour = lower != nullptr ? *lower : items.front();
    if (text_[list.offset()] == '[') {
      return lower != nullptr ? Inserted(EndOfScalar(lower->offset()), ", " + entry_.version)
                              : Inserted(neighbour.offset(), entry_.version + ", ");
    }
    const std::string dash = DashBefore(neighbour);
    const size_t line = LineOf(neighbour.offset());
    return lower != nullptr ? Inserted(EndOfLine(line), "\n" + dash + entry_.version)
                            : Inserted(line, dash + entry_.version + "\n");
  }

  // A new entry, behind the next lower version of the package or behind all others.
  std::string Append(const ConfigNode& list, const std::vector<ConfigNode>& items, bool is_long) const {
    const ConfigNode* neighbour = &items.back();
    for (const ConfigNode& item : items) {
      const bool is_lower = item.TextOr("name", "") == entry_.name && item.Find("version") &&
                            IsLower(item.Require("version").Text(), entry_.version);
      if (is_lower) neighbour = &item;
    }
    if (text_[list.offset()] == '[') {
      const std::string fields = is_long ? LongEntry(", ") : ShortEntry(", ");
      return Inserted(EndOfFlowMap(*neighbour), ", {" + fields + "}");
    }
    const std::string dash = DashBefore(*neighbour);
    const std::string indentation(dash.size(), ' ');
    return Inserted(EndOfItem(*neighbour, dash.find('-')),
                    "\n" + dash + (is_long ? LongEntry("\n" + indentation) : ShortEntry(indentation)));
  }

  // Of an indentation or a separator.
  std::string ShortEntry(const std::string& gap) const {
    return "name: " + entry_.name + (gap == ", " ? gap : "\n" + gap) + "versions: [" + entry_.version + "]";
  }
  std::string LongEntry(const std::string& gap) const {
    return "name: " + entry_.name + (entry_.domain.empty() ? "" : gap + "domain: " + entry_.domain) + gap +
           "version: " + entry_.version;
  }

  // "  - ", what stands before an item of a block list in its line.
  std::string DashBefore(const ConfigNode& item) const {
    const size_t line = LineOf(item.offset());
    const std::string before = text_.substr(line, item.offset() - line);
    const size_t dash = before.find_first_not_of(' ');
    const bool is_dash = dash != std::string::npos && before[dash] == '-' && dash + 1 < before.size() &&
                         before.find_first_not_of(' ', dash + 1) == std::string::npos;
    if (!is_dash) throw Unable(item);
    return before;
  }

  size_t LineOf(size_t offset) const {
    const size_t end = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    return end == std::string::npos ? 0 : end + 1;
  }
  size_t EndOfLine(size_t offset) const {
    const size_t end = text_.find('\n', offset);
    return end == std::string::npos ? text_.size() : end;
  }

  size_t EndOfScalar(size_t begin) const { return packaging::EndOfScalar(text_, begin); }

  // Behind the last line that is indented deeper than the dash, and has more than a comment.
  size_t EndOfItem(const ConfigNode& item, size_t dash) const {
    size_t end = EndOfLine(item.offset());
    for (size_t line = end + 1; line < text_.size(); line = EndOfLine(line) + 1) {
      const size_t first = text_.find_first_not_of(' ', line);
      if (first == std::string::npos) break;
      if (text_[first] == '\n' || text_[first] == '#') continue;
      if (first - line <= dash) break;
      end = EndOfLine(line);
    }
    return end;
  }

  size_t EndOfFlowMap(const ConfigNode& item) const {
    size_t depth = 0;
    for (size_t at = item.offset(); at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '"' || c == '\'') at = text_.find(c, at + 1);
      if (at == std::string::npos) break;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return at + 1;
    }
    throw Unable(item);
  }

  std::string Inserted(size_t at, const std::string& what) const { return std::string(text_).insert(at, what); }

  const std::string& text_;
  const ConfigNode root_;
  const StagedVersion& entry_;
};

using Names = std::vector<std::pair<std::string, std::string>>;

Names NamesIn(const StageFile& stage) {
  Names names;
  for (const StagedVersion& package : stage.packages) names.emplace_back(package.name, package.version);
  return names;
}

}  // namespace

std::string AddToStage(const std::string& file, const std::string& text, const StagedVersion& entry) {
  const Names before = NamesIn(ParseStageFile(file, text));
  std::string changed = Editor(file, text, entry).Run();
  // What stands in an unusual form may have been hit in the wrong place.
  Names after;
  size_t added = 0;
  try {
    after = NamesIn(ParseStageFile(file, changed));
    added = std::erase(after, std::pair(entry.name, entry.version));
  } catch (const Error&) {
    after.clear();
  }
  if (added == 1 && after == before) return changed;
  throw Error("version '" + entry.version + "' of package '" + entry.name + "' cannot be added here in place")
      .At({.file = file, .line = 1})
      .Hint("add it by hand");
}

}  // namespace pkgrepo::packaging
