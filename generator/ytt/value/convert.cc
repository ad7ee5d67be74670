#include "ytt/value/convert.h"

#include "base/error.h"
#include "starlark/values/big_int.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"
#include "starlark/values/struct.h"
#include "ytt/value/fragment.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;
using yaml::MakeRef;
using yaml::Node;
using yaml::RefPtr;

enum class MapForm { kDict, kStruct };

starlark::Value ScalarToStarlark(const yaml::Value& value) {
  switch (value.type()) {
    case yaml::Value::Type::kBool:
      return starlark::Value::Bool(value.as_bool());
    case yaml::Value::Type::kInt:
      return starlark::Value::Int(value.as_int());
    case yaml::Value::Type::kUint: {
      const starlark::Value half = starlark::Value::Int(static_cast<int64_t>(value.as_uint() >> 1));
      const starlark::Value even = starlark::ShiftLeftInt(half, 1);
      return starlark::AddInts(even, starlark::Value::Int(static_cast<int64_t>(value.as_uint() & 1)));
    }
    case yaml::Value::Type::kFloat:
      return starlark::Value::Float(value.as_float());
    case yaml::Value::Type::kString:
      return starlark::Value::String(value.string());
    default:
      return starlark::Value::None();
  }
}

starlark::Value ToPlain(const yaml::Value& value, MapForm form) {
  if (!value.is_node()) return ScalarToStarlark(value);
  const Node& node = *value.node();
  if (node.is_map() && form == MapForm::kStruct) {
    StructValue::Fields fields;
    fields.reserve(node.items.size());
    for (const Item& item : node.items) {
      if (!item.key.is_string()) throw Error("Expected key to be string");
      fields.emplace_back(std::string(item.key.string()), ToPlain(item.value, form));
    }
    return starlark::MakeRef<StructValue>(std::move(fields));
  }
  if (node.is_map()) {
    starlark::Ref<starlark::Dict> dict = starlark::MakeRef<starlark::Dict>();
    for (const Item& item : node.items) {
      const starlark::Value key = ToPlain(item.key, form);
      const size_t size = dict->size();
      dict->Set(key, ToPlain(item.value, form));
      // 1 and 1.0 are one key here, but two in the document.
      if (dict->size() == size && value.node()->Find(item.key) != &item)
        throw Error("Unexpected duplicate key: " + starlark::Str(key));
    }
    return dict;
  }
  std::vector<starlark::Value> elements;
  elements.reserve(node.items.size());
  for (const Item& item : node.items) elements.push_back(ToPlain(item.value, form));
  return starlark::MakeRef<starlark::List>(std::move(elements));
}

// Makes computed nodes, watching the depth: Starlark values may be nested without bounds, or in circles.
class YamlMaker {
 public:
  yaml::Value Make(const starlark::Value& value) {
    if (value.is_none()) return {};
    if (value.is_bool()) return yaml::Value::Bool(value.as_bool());
    if (value.is_small_int()) return yaml::Value::Int(value.as_int());
    if (value.is_float()) return yaml::Value::Float(value.as_float());
    if (value.is_string()) return yaml::Value::String(value.as_string());
    if (value.is_kind(starlark::Kind::kBigInt)) return MakeBigInt(value);
    if (++depth_ > yaml::kMaxDepth) throw Error("value is nested too deep for YAML");
    yaml::Value result = MakeCollection(value);
    --depth_;
    return result;
  }

 private:
  static yaml::Value MakeBigInt(const starlark::Value& value) {
    const starlark::Value half = starlark::ShiftRightInt(value, 1);
    if (!half.is_small_int() || half.as_int() < 0) throw Error("integer is out of the range of 64 bits");
    const starlark::Value odd =
        starlark::CombineBits(starlark::BinaryOp::kAnd, value, starlark::Value::Int(1));
    return yaml::Value::Uint(static_cast<uint64_t>(half.as_int()) << 1 | static_cast<uint64_t>(odd.as_int()));
  }

  yaml::Value MakeCollection(const starlark::Value& value) {
    if (const auto* fragment = value.As<Fragment>()) {
      return fragment->node() ? yaml::Value(fragment->node()) : yaml::Value();
    }
    if (const auto* list = value.As<starlark::List>()) return MakeArray(list->elements());
    if (const auto* tuple = value.As<starlark::Tuple>()) return MakeArray(tuple->elements());
    if (auto* dict = value.As<starlark::Dict>()) return MakeMap(dict->Items());
    if (auto* set = value.As<starlark::Set>()) {
      std::vector<starlark::Value> elements;
      starlark::Value element;
      for (const auto iterator = set->Iterate(); iterator->Next(element);) elements.push_back(element);
      return MakeArray(elements);
    }
    if (const auto* fields = value.As<StructValue>()) {
      if (!fields->refusal().empty()) throw Error("Unable to convert value: " + fields->refusal());
      return MakeMap(fields->fields());
    }
    throw Error("value of type '" + std::string(starlark::TypeName(value)) + "' cannot be used as YAML");
  }

  yaml::Value MakeArray(const std::vector<starlark::Value>& elements) {
    RefPtr<Node> array = MakeRef<Node>(Node::Kind::kArray, yaml::Position(), Node::Origin::kComputed);
    array->items.reserve(elements.size());
    for (const starlark::Value& element : elements) {
      array->items.emplace_back(yaml::Value(), Make(element), yaml::Position());
      CheckNesting(*array, array->items.back().value);
    }
    return array;
  }

  template <typename Entries>
  yaml::Value MakeMap(const Entries& entries) {
    RefPtr<Node> map = MakeRef<Node>(Node::Kind::kMap, yaml::Position(), Node::Origin::kComputed);
    map->items.reserve(entries.size());
    for (const auto& [key, value] : entries) {
      map->items.emplace_back(MakeKey(key), Make(value), yaml::Position());
      CheckNesting(*map, map->items.back().value);
    }
    return map;
  }

  yaml::Value MakeKey(const std::string& key) { return yaml::Value::String(key); }
  yaml::Value MakeKey(const starlark::Value& key) { return Make(key); }

  int depth_ = 0;
};

}  // namespace

void CheckNesting(Node& outer, const yaml::Value& inner, size_t levels) {
  if (!outer.Nest(inner, levels)) throw Error("value is nested too deep for YAML");
}

starlark::Value ToStarlark(const yaml::Value& value) {
  if (!value.is_node()) return ScalarToStarlark(value);
  const Node& node = *value.node();
  if (!node.is_computed()) return starlark::MakeRef<Fragment>(value.shared_node());
  if (node.is_map()) {
    starlark::Ref<starlark::Dict> dict = starlark::MakeRef<starlark::Dict>();
    for (const Item& item : node.items) dict->Set(ToStarlark(item.key), ToStarlark(item.value));
    return dict;
  }
  std::vector<starlark::Value> elements;
  elements.reserve(node.items.size());
  for (const Item& item : node.items) elements.push_back(ToStarlark(item.value));
  return starlark::MakeRef<starlark::List>(std::move(elements));
}

yaml::Value ToYaml(const starlark::Value& value) { return YamlMaker().Make(value); }

starlark::Value ToDict(const yaml::Value& value) { return ToPlain(value, MapForm::kDict); }

starlark::Value ToStruct(const yaml::Value& value) { return ToPlain(value, MapForm::kStruct); }

void MakeParsed(yaml::Value& value, const yaml::Position& position) {
  if (!value.is_node()) return;
  if (value.node()->is_computed()) {
    const RefPtr<Node> parsed = MakeRef<Node>(value.node()->kind(), position);
    parsed->items = value.node()->items;
    for (Item& item : parsed->items) {
      if (!item.position.known() && position.known()) item.position = position;
      CheckNesting(*parsed, item.value);
    }
    value = parsed;
  }
  for (Item& item : value.node()->items) MakeParsed(item.value, position);
}

}  // namespace pkgrepo::ytt
