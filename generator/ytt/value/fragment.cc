#include "ytt/value/fragment.h"

#include "base/error.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "yaml/key_text.h"
#include "ytt/value/convert.h"
#include "ytt/value/struct_value.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {
namespace {

using starlark::Value;

constexpr unsigned kFragmentCapabilities =
    starlark::capability::kAttributes | starlark::capability::kSequence | starlark::capability::kMapping |
    starlark::capability::kSlice | starlark::capability::kItems | starlark::capability::kSetKey;

class FragmentIterator final : public starlark::Iterator {
 public:
  explicit FragmentIterator(yaml::RefPtr<yaml::Node> node) : node_(std::move(node)) {}
  bool Next(Value& element) override {
    if (!node_ || next_ >= node_->items.size()) return false;
    const yaml::Item& item = node_->items[next_++];
    element = ToStarlark(node_->is_map() ? item.key : item.value);
    return true;
  }

 private:
  yaml::RefPtr<yaml::Node> node_;
  size_t next_ = 0;
};

// A key as it stands in a node.
yaml::Value NodeKey(const Value& key) {
  try {
    return ToYaml(key);
  } catch (const Error&) {
    if (key.As<StructValue>() != nullptr) throw;  // it says why it cannot be converted
    if (starlark::IsInt(key)) throw starlark::Panic("(p) not sure how to get int");
    throw starlark::Panic("(p) unknown type " + HostTypeName(key) + " for conversion to go value");
  }
}

}  // namespace

Fragment::Fragment(yaml::RefPtr<yaml::Node> node)
    : Container(starlark::Kind::kCustom, kFragmentCapabilities), node_(std::move(node)) {}

void Fragment::Print(std::string& out, starlark::PrintStack&) const {
  out += "yamlfragment(";
  if (!node_) {
    out += "<nil>";
  } else {
    out += node_->is_map()     ? "*yamlmeta.Map"
           : node_->is_array() ? "*yamlmeta.Array"
                               : "*yamlmeta.DocumentSet";
  }
  out += ')';
}

std::optional<bool> Fragment::CompareSameType(starlark::CompareOp, const Object&, int) const {
  throw Error("yamlfragment.CompareSameType: Not implemented");
}

int64_t Fragment::Length() const { return node_ ? static_cast<int64_t>(node_->items.size()) : 0; }

Value Fragment::Get(const Value& key) {
  if (!node_) return Value();
  const yaml::Value wanted = NodeKey(key);
  if (node_->is_map()) {
    const yaml::Item* item = node_->Find(wanted);
    return item == nullptr ? Value() : ToStarlark(item->value);
  }
  if (!key.is_small_int()) {
    // The original has its words mixed up for document sets.
    throw Error(node_->is_array()
                    ? "yamlfragment.Get: Expected array index to be an int64, but was " + GoTypeName(key)
                    : yaml::KeyText(wanted) +
                          ".Get: Expected document set index to be an int64, but was string");
  }
  const int64_t index = key.as_int();
  if (index < 0 || index >= Length()) return Value();
  return ToStarlark(node_->items[static_cast<size_t>(index)].value);
}

void Fragment::SetKey(const Value&, const Value&) { throw Error("yamlfragment.SetKey: Not implemented"); }

Value Fragment::Slice(int64_t, int64_t, int64_t) {
  throw starlark::Panic("(p) yamlfragment.Slice: Not implemented");
}

std::vector<std::pair<Value, Value>> Fragment::Items() {
  std::vector<std::pair<Value, Value>> items;
  if (!node_) return items;
  if (!node_->is_map()) {
    throw starlark::Panic("(p) yamlfragment.Items: Expected value to be a map, but was " +
                          GoTypeName(Value(this)));
  }
  for (const yaml::Item& item : node_->items)
    items.emplace_back(ToStarlark(item.key), ToStarlark(item.value));
  return items;
}

std::unique_ptr<starlark::Iterator> Fragment::Iterate() { return std::make_unique<FragmentIterator>(node_); }

void Fragment::DropReferences() { node_ = nullptr; }

}  // namespace pkgrepo::ytt
