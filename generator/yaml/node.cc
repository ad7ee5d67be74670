#include "yaml/node.h"

#include <algorithm>

namespace pkgrepo::yaml {
namespace {

bool IsNumber(const Value& value) { return value.is_int() || value.is_uint() || value.is_float(); }

double AsDouble(const Value& value) {
  if (value.is_float()) return value.as_float();
  return value.is_uint() ? static_cast<double>(value.as_uint()) : static_cast<double>(value.as_int());
}

bool SameItems(const Node& a, const Node& b) {
  if (a.items.size() != b.items.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!(a.items[i].value == b.items[i].value)) return false;
  }
  return true;
}

bool SameMap(Node& a, Node& b) {
  if (a.items.size() != b.items.size()) return false;
  for (const Item& item : a.items) {
    const Item* other = b.Find(item.key);
    if (other == nullptr || !(item.value == other->value)) return false;
  }
  return true;
}

}  // namespace

Value::Value(const RefPtr<Node>& node) : type_(Type::kNode), node_(node.get()) { RetainHeap(); }

Value Value::Float(double value) {
  Value result(Type::kFloat, 0);
  result.float_ = value;
  return result;
}

Value Value::String(const RefPtr<const SharedString>& string) {
  Value result(Type::kString, 0);
  result.string_ = string.get();
  result.RetainHeap();
  return result;
}

void Value::RetainHeap() const {
  if (type_ == Type::kString) string_->Retain();
  if (type_ == Type::kNode) node_->Retain();
}

void Value::ReleaseHeap() {
  if (type_ == Type::kString) string_->Release();
  if (type_ == Type::kNode) node_->Release();
}

RefPtr<Node> Value::shared_node() const { return RefPtr<Node>(node_); }

Value Value::DeepCopy() const { return is_node() ? Value(node_->DeepCopy()) : *this; }

bool operator==(const Value& a, const Value& b) {
  if (IsNumber(a) && IsNumber(b)) {
    return a.type() == b.type() && !a.is_float() ? a.as_int() == b.as_int() : AsDouble(a) == AsDouble(b);
  }
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case Value::Type::kBool:
      return a.as_bool() == b.as_bool();
    case Value::Type::kString:
      return a.string() == b.string();
    case Value::Type::kNode:
      if (a.node() == b.node()) return true;
      if (a.node()->kind() != b.node()->kind()) return false;
      return a.is_map() ? SameMap(*a.node(), *b.node()) : SameItems(*a.node(), *b.node());
    default:
      return true;
  }
}

Item Item::DeepCopy() const {
  Item copy = *this;
  if (value.is_node()) copy.value = value.DeepCopy();
  return copy;
}

Item* Node::Find(const Value& key) {
  for (Item& item : items) {
    if (item.key.type() == key.type() && item.key == key) return &item;
  }
  return nullptr;
}

Item* Node::Find(std::string_view key) {
  return const_cast<Item*>(static_cast<const Node*>(this)->Find(key));
}

const Item* Node::Find(std::string_view key) const {
  for (const Item& item : items) {
    if (item.key.is_string() && item.key.string() == key) return &item;
  }
  return nullptr;
}

RefPtr<Node> Node::DeepCopy() const {
  RefPtr<Node> copy = MakeRef<Node>(kind_, position, origin_);
  copy->comments = comments;
  copy->attachment = attachment;
  copy->height_ = height_;
  copy->items.reserve(items.size());
  for (const Item& item : items) copy->items.push_back(item.DeepCopy());
  return copy;
}

bool Node::Nest(const Value& value, size_t levels) {
  if (!value.is_node()) return true;
  Node& inner = *value.node();
  const size_t below = std::min<size_t>(levels + inner.height_, UINT16_MAX);
  const size_t above = std::min<size_t>(levels + depth_, UINT16_MAX);
  height_ = std::max(height_, static_cast<uint16_t>(below));
  inner.depth_ = std::max(inner.depth_, static_cast<uint16_t>(above));
  return depth_ + below <= kMaxDepth;
}

}  // namespace pkgrepo::yaml
