#include "ytt/schema/value_comments.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/strings.h"
#include "yaml/key_text.h"
#include "yaml/reader.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;
using yaml::Node;

// The text behind '#', by line.
using CommentLines = std::map<uint32_t, std::string>;

void AddLines(const yaml::CommentList* comments, CommentLines& lines) {
  if (comments == nullptr) return;
  for (const yaml::Comment& comment : comments->comments) lines[comment.line] = comment.text;
}

void AddLines(const Node& node, CommentLines& lines) {
  AddLines(node.comments.get(), lines);
  for (const Item& item : node.items) {
    AddLines(item.comments.get(), lines);
    if (item.value.is_node()) AddLines(*item.value.node(), lines);
  }
}

size_t Column(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// A line of a list, or one that is indented: it stays a line.
bool IsLineOfItsOwn(std::string_view text) {
  return text.starts_with("  ") || text.starts_with(" - ") || text.starts_with(" * ") ||
         (text.size() > 2 && IsDigit(text[1]) && text[2] == '.');
}

class Collector {
 public:
  explicit Collector(ValueComments& comments) : comments_(comments) {}

  void Add(const Item& item) {
    if (!item.value.is_map()) return;
    for (const Item& child : item.value.node()->items) {
      path_.push_back(yaml::KeyText(child.key));
      if (std::string text = Describe(child.position); !text.empty()) comments_[path_] = std::move(text);
      Add(child);
      path_.pop_back();
    }
  }

 private:
  std::string Describe(const yaml::Position& position) {
    if (!position.known() || !position.source) return "";
    const CommentLines& lines = LinesOf(position.source);
    const size_t column = Column(position.LineText());
    std::vector<std::string> above;
    for (uint32_t line = position.line - 1; line > 0; --line) {
      const auto found = lines.find(line);
      const std::string_view text = position.source->Line(line);
      if (found == lines.end() || !Trim(text).starts_with('#') || Column(text) != column) break;
      if (found->second.starts_with('@')) continue;
      if (!found->second.starts_with('!')) break;
      above.push_back(found->second.substr(1));
    }
    std::string description;
    for (auto line = above.rbegin(); line != above.rend(); ++line) Append(description, *line);
    const auto behind = lines.find(position.line);
    if (behind != lines.end() && behind->second.starts_with('!')) {
      Append(description, behind->second.substr(1));
    }
    return std::string(Trim(description));
  }

  static void Append(std::string& description, std::string_view line) {
    const std::string_view text = Trim(line);
    if (text.empty()) return;
    if (!description.empty()) description += IsLineOfItsOwn(line) ? '\n' : ' ';
    description += text;
  }

  const CommentLines& LinesOf(const yaml::RefPtr<const yaml::Source>& source) {
    const auto [found, is_new] = lines_.try_emplace(source.get());
    if (is_new) AddLines(*yaml::ReadDocuments(source, {.comments = true}), found->second);
    return found->second;
  }

  ValueComments& comments_;
  std::vector<std::string> path_;
  std::map<const yaml::Source*, CommentLines> lines_;
};

}  // namespace

void AddValueComments(const Item& document, ValueComments& comments) { Collector(comments).Add(document); }

}  // namespace pkgrepo::ytt
