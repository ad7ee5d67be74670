#include "ytt/value/type_names.h"

#include "starlark/values/operations.h"
#include "ytt/value/fragment.h"
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

std::string HostTypeName(const starlark::Value& value) {
  if (value.is_bool()) return "starlark.Bool";
  if (value.is_small_int()) return "starlark.Int";
  if (value.is_float()) return "starlark.Float";
  if (!value.is_object()) return "starlark.NoneType";
  switch (value.object()->kind()) {
    case starlark::Kind::kString:
      return "starlark.String";
    case starlark::Kind::kBigInt:
      return "starlark.Int";
    case starlark::Kind::kList:
      return "*starlark.List";
    case starlark::Kind::kTuple:
      return "starlark.Tuple";
    case starlark::Kind::kDict:
      return "*starlark.Dict";
    case starlark::Kind::kSet:
      return "*starlark.Set";
    case starlark::Kind::kRange:
      return "starlark.rangeValue";
    case starlark::Kind::kStringIterable:
      return "starlark.stringIterable";
    case starlark::Kind::kFunction:
      return "*starlark.Function";
    case starlark::Kind::kBuiltin:
      return "*starlark.Builtin";
    case starlark::Kind::kCustom:
      break;
  }
  if (value.As<StructValue>() != nullptr) return "*core.StarlarkStruct";
  if (value.As<Fragment>() != nullptr) return "*yamltemplate.StarlarkFragment";
  return "*starlarkstruct.Module";
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
