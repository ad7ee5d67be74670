#include "yaml/comments.h"

#include <algorithm>

namespace pkgrepo::yaml {
namespace {

void CollectItems(Node& node, std::vector<Item*>& items) {
  for (Item& item : node.items) {
    items.push_back(&item);
    if (item.value.is_node()) CollectItems(*item.value.node(), items);
  }
}

}  // namespace

void AttachComments(std::vector<Comment> comments, Node& documents, bool skip_first) {
  if (comments.empty()) return;
  std::vector<Item*> items;
  CollectItems(documents, items);
  if (skip_first && !items.empty()) items.erase(items.begin());
  const auto line_order = [](const Item* a, const Item* b) { return a->position.line < b->position.line; };
  std::stable_sort(items.begin(), items.end(), line_order);
  Item end;
  Item* owner = nullptr;
  RefPtr<CommentList> list;   // of the owner, to which several comments in a row may go
  auto next = items.begin();  // the first item after the comment's line
  for (Comment& comment : comments) {
    while (next != items.end() && (*next)->position.line <= comment.line) ++next;
    const bool on_line = next != items.begin() && (*(next - 1))->position.line == comment.line;
    Item* found = on_line ? *(next - 1) : next != items.end() ? *next : &end;
    if (found != owner) {
      owner = found;
      list = MakeRef<CommentList>();
      owner->comments = list;
    }
    list->comments.push_back(std::move(comment));
  }
  if (end.comments) documents.items.push_back(std::move(end));
}

}  // namespace pkgrepo::yaml
