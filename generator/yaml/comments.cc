#include "yaml/comments.h"

#include <algorithm>

namespace pkgrepo::yaml {
namespace {

constexpr uint32_t kWholeLine = UINT32_MAX;

// The comment in the rest of a line where only indicators, anchors and tags can be left, as the text after
// '#'; its data() is null if there is none.
std::string_view CommentIn(std::string_view rest) {
  size_t i = 0;
  while (i < rest.size()) {
    const char c = rest[i];
    if (c == '#') return rest.substr(i + 1);
    if (c == '&' || c == '*' || c == '!') {
      i = std::min(rest.find_first_of(" \t,[]{}", i), rest.size());
    } else if (std::string_view(" \t-?:,[]{}.").find(c) != std::string_view::npos) {
      ++i;
    } else {
      break;
    }
  }
  return {};
}

void CollectItems(Node& node, std::vector<Item*>& items) {
  for (Item& item : node.items) {
    items.push_back(&item);
    if (item.value.is_node()) CollectItems(*item.value.node(), items);
  }
}

void Append(Item& item, Comment comment) {
  auto list = MakeRef<CommentList>();
  if (item.comments) list->comments = item.comments->comments;
  list->comments.push_back(std::move(comment));
  item.comments = list;
}

}  // namespace

void CommentFinder::Cover(const Event& event) {
  if (covered_.size() <= event.end.line) covered_.resize(event.end.line + 1);
  if (event.type == Event::Type::kScalar) {
    for (uint32_t line = event.start.line; line < event.end.line; ++line) covered_[line] = kWholeLine;
  }
  covered_[event.end.line] = std::max(covered_[event.end.line], event.end.column);
}

std::vector<Comment> CommentFinder::Find() const {
  std::vector<Comment> comments;
  uint32_t number = 0;
  const std::string_view text = source_->text();
  for (size_t start = 0; start < text.size();) {
    ++number;
    const size_t end = std::min(text.find('\n', start), text.size());
    std::string_view line = text.substr(start, end - start);
    start = end + 1;
    if (line.find('#') == std::string_view::npos) continue;
    if (line.back() == '\r') line.remove_suffix(1);
    const uint32_t column = number < covered_.size() ? covered_[number] : 0;
    if (column == kWholeLine) continue;
    line.remove_prefix(ColumnOffset(line, column));
    const std::string_view comment = CommentIn(line);
    if (comment.data() != nullptr) comments.push_back({std::string(comment), number});
  }
  return comments;
}

void CommentFinder::Attach(Node& documents, bool skip_first) const {
  std::vector<Item*> items;
  CollectItems(documents, items);
  if (skip_first && !items.empty()) items.erase(items.begin());
  const auto line_order = [](const Item* a, const Item* b) { return a->position.line < b->position.line; };
  std::stable_sort(items.begin(), items.end(), line_order);
  Item end;
  auto next = items.begin();  // the first item after the comment's line
  for (Comment& comment : Find()) {
    while (next != items.end() && (*next)->position.line <= comment.line) ++next;
    const bool on_line = next != items.begin() && (*(next - 1))->position.line == comment.line;
    Item& owner = on_line ? **(next - 1) : next != items.end() ? **next : end;
    Append(owner, std::move(comment));
  }
  if (end.comments) documents.items.push_back(std::move(end));
}

}  // namespace pkgrepo::yaml
