#include "yaml/reader.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/error.h"
#include "yaml/comments.h"
#include "yaml/event_stream.h"
#include "yaml/tree_builder.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kSmallMap = 16;  // up to here, comparing all keys is faster than hashing them

// The item before `end` with this key, or null.
Item* FindBefore(std::vector<Item>& items, size_t end, const Value& key) {
  for (size_t i = 0; i < end; ++i) {
    if (items[i].key.type() == key.type() && items[i].key == key) return &items[i];
  }
  return nullptr;
}

void MergeEqualItems(Node& map) {
  std::unordered_map<std::string_view, size_t> by_text;
  const bool is_large = map.items.size() > kSmallMap;
  size_t kept = 0;
  for (Item& item : map.items) {
    Item* earlier = nullptr;
    if (is_large && item.key.is_string()) {
      const auto [found, is_new] = by_text.try_emplace(item.key.string(), kept);
      if (!is_new) earlier = &map.items[found->second];
    } else {
      earlier = FindBefore(map.items, kept, item.key);
    }
    if (earlier != nullptr) {
      earlier->value = std::move(item.value);
      earlier->position = item.position;
      continue;
    }
    if (&map.items[kept] != &item) map.items[kept] = std::move(item);
    ++kept;
  }
  map.items.resize(kept);
}

}  // namespace

RefPtr<Node> ReadDocuments(const RefPtr<const Source>& source, const ReadOptions& options) {
  return WithContext("yaml: ", [&] {
    std::vector<Comment> comments;
    EventStream events(*source, options.comments ? &comments : nullptr);
    TreeBuilder builder(source, options.strict);
    while (const std::optional<Event> event = events.Next()) builder.Add(*event);
    RefPtr<Node> documents = builder.Finish();
    AttachComments(std::move(comments), *documents, events.first_document_is_implicit());
    return documents;
  });
}

void MergeEqualKeys(Node& node) {
  if (node.is_map()) MergeEqualItems(node);
  for (Item& item : node.items) {
    if (item.value.is_node()) MergeEqualKeys(*item.value.node());
  }
}

}  // namespace pkgrepo::yaml
