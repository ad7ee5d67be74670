#include "yaml/tree_builder.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/error.h"
#include "yaml/alias_limit.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kLongestShared = 32;  // bytes; longer texts rarely repeat

bool IsMergeKey(const Event& event) {
  if (event.text != "<<") return false;
  return event.tag.empty() ? event.is_plain : event.tag == "!" || event.tag == "tag:yaml.org,2002:merge";
}

}  // namespace

TreeBuilder::TreeBuilder(RefPtr<const Source> source, bool strict)
    : source_(std::move(source)), strict_(strict), documents_(MakeRef<Node>(Node::Kind::kDocumentSet)) {}

void TreeBuilder::Add(const Event& event) {
  switch (event.type) {
    case Event::Type::kDocumentStart:
      anchors_.clear();
      documents_->items.emplace_back(Value(), Value(), At(event.start.line));
      break;
    case Event::Type::kDocumentEnd:
      if (deferred_) throw Error(*deferred_);
      break;
    case Event::Type::kScalar:
      AddScalar(event);
      break;
    case Event::Type::kAlias:
      AddAlias(event);
      break;
    case Event::Type::kMapStart:
      StartCollection(Node::Kind::kMap, event);
      break;
    case Event::Type::kArrayStart:
      StartCollection(Node::Kind::kArray, event);
      break;
    case Event::Type::kMapEnd:
    case Event::Type::kArrayEnd:
      EndCollection();
      break;
  }
}

const Position& TreeBuilder::Begin(const Event& event) {
  if (levels_.empty()) return documents_->items.back().position;
  Level& level = levels_.back();
  if (!level.has_key) {
    level.item.position = At(level.node->is_array() ? event.entry_line : event.start.line);
  }
  return level.item.position;
}

void TreeBuilder::StartCollection(Node::Kind kind, const Event& event) {
  if (levels_.size() >= kMaxDepth) throw Error("exceeded max depth of " + std::to_string(kMaxDepth));
  Count(false);
  RefPtr<Node> node = MakeRef<Node>(kind, Begin(event));
  Remember(event.anchor, node);
  levels_.push_back({.node = std::move(node), .first_item = items_.size(), .item = {}});
}

void TreeBuilder::EndCollection() {
  RefPtr<Node> node = std::move(levels_.back().node);
  const auto first = items_.begin() + static_cast<ptrdiff_t>(levels_.back().first_item);
  levels_.pop_back();
  node->items.assign(std::make_move_iterator(first), std::make_move_iterator(items_.end()));
  items_.erase(first, items_.end());
  Place(node);
}

void TreeBuilder::AddScalar(const Event& event) {
  Count(false);
  Begin(event);
  const bool is_merge_key = IsMergeKey(event);
  Value value = Resolve(event);
  Remember(event.anchor, value);
  Place(std::move(value), is_merge_key);
}

void TreeBuilder::AddAlias(const Event& event) {
  const auto found = anchors_.find(std::string(event.anchor));
  if (found == anchors_.end()) throw Error("unknown anchor '" + std::string(event.anchor) + "' referenced");
  const Value& value = found->second;
  for (const Level& level : levels_) {
    if (value.is_node() && level.node.get() == value.node()) {
      Defer(Error("anchor '" + std::string(event.anchor) + "' value contains itself"));
      Begin(event);
      return Place(Value());
    }
  }
  Begin(event);
  Place(CopyCounted(value, levels_.size()));
}

void TreeBuilder::Place(Value value, bool is_merge_key) {
  if (levels_.empty()) {
    documents_->items.back().value = std::move(value);
    return;
  }
  Level& level = levels_.back();
  if (level.node->is_map() && !level.has_key) {
    level.item.key = std::move(value);
    level.has_key = true;
    level.is_merge = is_merge_key;
    return;
  }
  level.has_key = false;
  if (level.is_merge) {
    level.is_merge = false;
    return Merge(value);
  }
  level.item.value = std::move(value);
  items_.push_back(std::move(level.item));
  level.item = {};
}

// A list of maps is what YAML allows; the original cannot take one with elements.
void TreeBuilder::Merge(const Value& value) {
  const bool is_empty_list = value.is_array() && value.node()->items.empty();
  if (!value.is_map() && !is_empty_list)
    return Defer(Error("map merge requires map or sequence of maps as the value"));
  items_.insert(items_.end(), value.node()->items.begin(), value.node()->items.end());
}

void TreeBuilder::Remember(std::string_view anchor, const Value& value) {
  if (!anchor.empty()) anchors_[std::string(anchor)] = value;
}

void TreeBuilder::Defer(Error error) {
  if (!deferred_) deferred_ = std::move(error);
}

Value TreeBuilder::Resolve(const Event& event) {
  if (event.tag.empty() && !event.is_plain) return MakeString(event.text);
  try {
    if (!event.tag.empty()) return ResolveTagged(event.text, event.tag);
    if (strict_) CheckStrict(event.text);
  } catch (Error& error) {
    Defer(std::move(error));
    return Value();
  }
  std::optional<Value> value = ResolveOther(event.text);
  return value ? std::move(*value) : MakeString(event.text);
}

Value TreeBuilder::MakeString(std::string_view text) {
  if (text.size() > kLongestShared) return Value::String(text);
  auto& recent = recent_strings_[std::hash<std::string_view>()(text) % recent_strings_.size()];
  if (!recent || recent->view() != text) recent = SharedString::Make(text);
  return Value::String(recent);
}

// An alias stands for a copy, counted value by value so that a small text cannot grow without bounds.
Value TreeBuilder::CopyCounted(const Value& value, size_t depth) {
  Count(true);
  if (!value.is_node()) return value;
  if (depth >= kMaxDepth) throw Error("exceeded max depth of " + std::to_string(kMaxDepth));
  const Node& original = *value.node();
  RefPtr<Node> copy = MakeRef<Node>(original.kind(), original.position);
  copy->items.reserve(original.items.size());
  for (const Item& item : original.items) {
    copy->items.emplace_back(item.key, CopyCounted(item.value, depth + 1), item.position);
  }
  return copy;
}

void TreeBuilder::Count(bool by_alias) {
  ++decoded_;
  if (!by_alias) return;
  ++aliased_;
  if (aliased_ > 100 && decoded_ > 1000 &&
      static_cast<double>(aliased_) / static_cast<double>(decoded_) > AllowedAliasRatio(decoded_)) {
    throw Error("document contains excessive aliasing");
  }
}

}  // namespace pkgrepo::yaml
