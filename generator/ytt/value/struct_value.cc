#include "ytt/value/struct_value.h"

#include <algorithm>

#include "base/error.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

constexpr unsigned kStructCapabilities = starlark::capability::kAttributes | starlark::capability::kSequence |
                                         starlark::capability::kMapping | starlark::capability::kItems;

class NameIterator final : public starlark::Iterator {
 public:
  explicit NameIterator(starlark::Ref<StructValue> owner) : owner_(std::move(owner)) {}
  bool Next(Value& element) override {
    if (next_ == owner_->fields().size()) return false;
    element = Value::String(owner_->fields()[next_++].first);
    return true;
  }

 private:
  starlark::Ref<StructValue> owner_;
  size_t next_ = 0;
};

}  // namespace

StructValue::StructValue(Fields fields) : StructValue(std::string(kTypeName), "", std::move(fields)) {}

StructValue::StructValue(std::string type_name, std::string refusal, Fields fields)
    : Container(starlark::Kind::kCustom, kStructCapabilities),
      type_name_(std::move(type_name)),
      refusal_(std::move(refusal)),
      fields_(std::move(fields)) {}

void StructValue::Print(std::string& out, starlark::PrintStack&) const { out += "struct(...)"; }

uint32_t StructValue::Hash() const { throw Error("unhashable type: struct"); }

void StructValue::FreezeContents(starlark::Freezer& freezer) const {
  for (const auto& [name, value] : fields_) freezer.Add(value);
}

Value StructValue::Attr(std::string_view name) {
  for (const auto& [field, value] : fields_) {
    if (field == name) return value;
  }
  return Value();
}

std::vector<std::string> StructValue::AttrNames() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : fields_) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

Value StructValue::Get(const Value& key) {
  if (!key.is_string()) {
    throw Error("expected a string, but was " + std::string(starlark::TypeName(key)));
  }
  return Attr(key.as_string());
}

std::vector<std::pair<Value, Value>> StructValue::Items() {
  std::vector<std::pair<Value, Value>> items;
  for (const auto& [name, value] : fields_) items.emplace_back(Value::String(name), value);
  return items;
}

std::unique_ptr<starlark::Iterator> StructValue::Iterate() {
  return std::make_unique<NameIterator>(starlark::Ref<StructValue>(this));
}

}  // namespace pkgrepo::ytt
