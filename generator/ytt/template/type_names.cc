#include "ytt/template/type_names.h"

#include "starlark/values/operations.h"
#include "ytt/template/fragment.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {

std::string GoTypeName(const starlark::Value& value) {
  if (value.is_none()) return "<nil>";
  if (value.is_bool()) return "bool";
  if (value.is_small_int()) return "int64";
  if (value.is_kind(starlark::Kind::kBigInt)) return "uint64";
  if (value.is_float()) return "float64";
  if (value.is_string()) return "string";
  if (const auto* fragment = value.As<Fragment>()) {
    if (!fragment->node()) return "<nil>";
    if (fragment->node()->is_map()) return "*yamlmeta.Map";
    return fragment->node()->is_array() ? "*yamlmeta.Array" : "*yamlmeta.DocumentSet";
  }
  if (value.is_kind(starlark::Kind::kDict) || value.As<StructValue>() != nullptr) return "*orderedmap.Map";
  return "[]interface {}";
}

std::string YamlTypeName(const starlark::Value& value) {
  if (value.is_none()) return "null";
  if (value.is_bool()) return "boolean";
  if (value.is_small_int() || value.is_kind(starlark::Kind::kBigInt)) return "integer";
  if (value.is_float()) return "float";
  if (const auto* fragment = value.As<Fragment>()) {
    if (!fragment->node()) return "null";
    if (fragment->node()->is_map()) return "map";
    return fragment->node()->is_array() ? "array" : "document set";
  }
  return GoTypeName(value);
}

}  // namespace pkgrepo::ytt
