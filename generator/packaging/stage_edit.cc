#include "packaging/stage_edit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

// Unset for what is no version, which is taken for lower than all.
using Order = std::optional<go::SemanticVersion>;

Order OrderOf(const std::string& text) {
  try {
    return go::SemanticVersion::ParseTag(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool IsLower(const Order& a, const Order& b) { return !a || !b || *a < *b; }

// Where versions go in a list that need not be sorted.
class Places {
 public:
  // Of the items, in their order.
  explicit Places(std::vector<Order> items) : lowest_from_(std::move(items)) {
    for (size_t i = lowest_from_.size(); i > 1; --i) {
      if (lowest_from_[i - 2] && IsLower(lowest_from_[i - 1], lowest_from_[i - 2])) lowest_from_[i - 2] = lowest_from_[i - 1];
    }
  }

  // The number of items up to the last one that is lower than `version`.
  size_t Find(const Order& version) const {
    const auto end = std::ranges::partition_point(lowest_from_, [&](const Order& item) { return IsLower(item, version); });
    return static_cast<size_t>(end - lowest_from_.begin());
  }

 private:
  std::vector<Order> lowest_from_;
};

// Collects where the text changes before it changes, so that one reading serves any number of versions.
class Editor {
 public:
  Editor(const std::string& file, const std::string& text) : text_(text), root_(ConfigNode::Parse(file, text)) {
    const std::optional<ConfigNode> repository = root_.Find("package_repository");
    is_long_ = repository.has_value();
    packages_ = (repository ? *repository : root_).Find("packages");
    if (!packages_) {
      if (repository) throw Unable(*repository);
      return;
    }
    items_ = packages_->Items();
    for (const ConfigNode& item : items_) by_name_[item.TextOr("name", "")].push_back(&item);
  }

  // `versions` of one package, the lowest first.
  void Add(const std::string& name, const std::vector<const StagedVersion*>& versions) {
    if (!packages_) {
      if (edits_.empty()) Insert(text_.size(), text_.ends_with('\n') ? "packages:\n" : "\npackages:\n");
      return Insert(text_.size(), "- " + ShortEntry("  ", name, versions) + "\n");
    }
    const auto known = by_name_.find(name);
    if (!is_long_ && known != by_name_.end()) return Widen(*known->second.front(), versions);
    if (!is_long_) return Append(items_.back(), name, versions);
    const std::vector<const ConfigNode*> none;
    std::vector<const ConfigNode*> others;
    std::vector<Order> orders;
    for (const ConfigNode* item : known != by_name_.end() ? known->second : none) {
      const std::optional<ConfigNode> version = item->Find("version");
      if (!version) continue;
      others.push_back(item);
      orders.push_back(OrderOf(version->Text()));
    }
    const Places places(std::move(orders));
    for (const StagedVersion* version : versions) {
      const size_t place = places.Find(OrderOf(version->version));
      Append(place == 0 ? items_.back() : *others[place - 1], name, {version});
    }
  }

  std::string Finish() {
    std::ranges::stable_sort(edits_, {}, &Edit::begin);
    std::string changed;
    size_t at = 0;
    for (const Edit& edit : edits_) {
      changed.append(text_, at, edit.begin - at).append(edit.replacement);
      at = edit.end;
    }
    return changed.append(text_, at);
  }

 private:
  struct Edit {
    size_t begin;
    size_t end;
    std::string replacement;
  };

  static Error Unable(const ConfigNode& node) {
    return node.Fault("a version cannot be added to this in place").Hint("add it by hand");
  }

  void Insert(size_t at, std::string what) { edits_.push_back({at, at, std::move(what)}); }

  // An entry that names versions of the package already.
  void Widen(const ConfigNode& item, const std::vector<const StagedVersion*>& versions) {
    if (const std::optional<ConfigNode> list = item.Find("versions")) {
      const std::vector<ConfigNode> items = list->Items();
      std::vector<Order> orders;
      for (const ConfigNode& listed : items) orders.push_back(OrderOf(listed.Text()));
      const Places places(std::move(orders));
      for (const StagedVersion* version : versions) {
        AddItem(*list, items, places.Find(OrderOf(version->version)), version->version);
      }
      return;
    }
    const ConfigNode version = item.Require("version");
    const size_t begin = version.offset();
    const size_t end = EndOfScalar(begin);
    const size_t key = text_.rfind("version", begin);
    if (key == std::string::npos) throw Unable(version);
    std::string lower;
    std::string higher;
    for (const StagedVersion* added : versions) {
      if (IsLower(OrderOf(version.Text()), OrderOf(added->version))) {
        higher += ", " + added->version;
      } else {
        lower += added->version + ", ";
      }
    }
    edits_.push_back({key, end, "versions: [" + lower + text_.substr(begin, end - begin) + higher + "]"});
  }

  // Behind so many of the items.
  void AddItem(const ConfigNode& list, const std::vector<ConfigNode>& items, size_t place, const std::string& version) {
    const ConfigNode& neighbour = place == 0 ? items.front() : items[place - 1];
    if (text_[list.offset()] == '[') {
      return place != 0 ? Insert(EndOfScalar(neighbour.offset()), ", " + version) : Insert(neighbour.offset(), version + ", ");
    }
    const std::string dash = DashBefore(neighbour);
    const size_t line = LineOf(neighbour.offset());
    return place != 0 ? Insert(EndOfLine(line), "\n" + dash + version) : Insert(line, dash + version + "\n");
  }

  // A new entry, behind `neighbour`.
  void Append(const ConfigNode& neighbour, const std::string& name, const std::vector<const StagedVersion*>& versions) {
    const auto fields = [&](const std::string& gap, const std::string& short_gap) {
      return is_long_ ? LongEntry(gap, *versions.front()) : ShortEntry(short_gap, name, versions);
    };
    if (text_[packages_->offset()] == '[') return Insert(EndOfFlowMap(neighbour), ", {" + fields(", ", ", ") + "}");
    const std::string dash = DashBefore(neighbour);
    const std::string indentation(dash.size(), ' ');
    Insert(EndOfItem(neighbour, dash.find('-')), "\n" + dash + fields("\n" + indentation, indentation));
  }

  // Of an indentation or a separator.
  static std::string ShortEntry(const std::string& gap, const std::string& name,
                                const std::vector<const StagedVersion*>& versions) {
    std::string text = "name: " + name + (gap == ", " ? gap : "\n" + gap) + "versions: [";
    for (const StagedVersion* version : versions) text += (version == versions.front() ? "" : ", ") + version->version;
    return text + "]";
  }
  static std::string LongEntry(const std::string& gap, const StagedVersion& entry) {
    return "name: " + entry.name + (entry.domain.empty() ? "" : gap + "domain: " + entry.domain) + gap +
           "version: " + entry.version;
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

  const std::string& text_;
  const ConfigNode root_;
  bool is_long_ = false;
  std::optional<ConfigNode> packages_;
  std::vector<ConfigNode> items_;
  std::map<std::string, std::vector<const ConfigNode*>> by_name_;
  std::vector<Edit> edits_;
};

using Names = std::vector<std::pair<std::string, std::string>>;

Names NamesIn(const StageFile& stage) {
  Names names;
  for (const StagedVersion& package : stage.packages) names.emplace_back(package.name, package.version);
  return names;
}

}  // namespace

std::string AddToStage(const std::string& file, const std::string& text, const StagedVersion& entry) {
  return AddToStage(file, text, std::vector<StagedVersion>{entry});
}

std::string AddToStage(const std::string& file, const std::string& text, const std::vector<StagedVersion>& entries) {
  if (entries.empty()) return text;
  const Names before = NamesIn(ParseStageFile(file, text));
  std::vector<std::string> order;
  std::map<std::string, std::vector<const StagedVersion*>> by_name;
  std::set<std::pair<std::string, std::string>> added;
  for (const StagedVersion& entry : entries) {
    std::vector<const StagedVersion*>& versions = by_name[entry.name];
    if (versions.empty()) order.push_back(entry.name);
    versions.push_back(&entry);
    added.emplace(entry.name, entry.version);
  }
  Editor editor(file, text);
  for (const std::string& name : order) {
    std::vector<const StagedVersion*>& versions = by_name.at(name);
    std::vector<std::pair<Order, const StagedVersion*>> sorted;
    for (const StagedVersion* version : versions) sorted.emplace_back(OrderOf(version->version), version);
    std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return b.first && (!a.first || *a.first < *b.first); });
    std::ranges::transform(sorted, versions.begin(), [](const auto& version) { return version.second; });
    editor.Add(name, versions);
  }
  std::string changed = editor.Finish();
  // What stands in an unusual form may have been hit in the wrong place.
  Names after;
  size_t found = 0;
  try {
    after = NamesIn(ParseStageFile(file, changed));
    found = std::erase_if(after, [&](const auto& name) { return added.contains(name); });
  } catch (const Error&) {
    after.clear();
  }
  if (found == entries.size() && after == before) return changed;
  const StagedVersion& first = entries.front();
  throw Error("version '" + first.version + "' of package '" + first.name + "'" +
              (entries.size() == 1 ? "" : ", or one of those with it,") + " cannot be added here in place")
      .At({.file = file, .line = 1})
      .Hint("add it by hand");
}

}  // namespace pkgrepo::packaging
