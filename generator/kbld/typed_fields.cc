#include "kbld/typed_fields.h"

#include <cmath>

#include "base/error.h"
#include "base/strings.h"
#include "go/float_text.h"
#include "yaml/json_yaml_decode.h"

namespace pkgrepo::kbld {

using nlohmann::json;

namespace {

// "ImageOverride" of "config.ImageOverride".
std::string NameOf(const std::string& go_type) { return go_type.substr(go_type.rfind('.') + 1); }

}  // namespace

std::string CannotUnmarshal(const json& value, const go::GoPlace& place) {
  return "error unmarshaling JSON: while decoding JSON: " + go::DescribeMismatch(value, place);
}

const json* TypedFields::Find(const std::string& name) const {
  auto found = map_.find(name);
  for (auto entry = map_.begin(); found == map_.end() && entry != map_.end(); ++entry) {
    if (ToLower(entry.key()) == ToLower(name)) found = entry;
  }
  return found == map_.end() || found->is_null() ? nullptr : &*found;
}

void TypedFields::Mismatch(const json& value, const std::string& name, const std::string& go_type) const {
  throw Error(CannotUnmarshal(value, {.type = go_type, .field = struct_name_ + "." + PathOf(name)}));
}

std::string TypedFields::ToString(const json& value, const std::string& name) const {
  // kbld reads its configuration from JSON again, where whole numbers are integers.
  bool whole = value.is_number() && value.get<double>() == std::trunc(value.get<double>());
  if (whole) return go::FormatYamlNumber(value.get<double>());
  std::optional<std::string> text = yaml::TextOfScalar(value);
  if (!text) Mismatch(value, name, "string");
  return *text;
}

std::string TypedFields::String(const std::string& name) const {
  const json* value = Find(name);
  return value == nullptr ? "" : ToString(*value, name);
}

std::string TypedFields::StrictString(const std::string& name) const {
  const json* value = Find(name);
  if (value == nullptr) return "";
  if (!value->is_string()) Mismatch(*value, name, "string");
  return value->get<std::string>();
}

bool TypedFields::Bool(const std::string& name) const {
  const json* value = Find(name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) Mismatch(*value, name, "bool");
  return value->get<bool>();
}

std::vector<std::string> TypedFields::Strings(const std::string& name) const {
  std::vector<std::string> strings;
  const json* list = List(name, "[]string");
  if (list == nullptr) return strings;
  for (const json& item : *list) strings.push_back(item.is_null() ? "" : ToString(item, name));
  return strings;
}

std::optional<TypedFields> TypedFields::Struct(const std::string& name, const std::string& go_type) const {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) Mismatch(*value, name, go_type);
  return TypedFields(*value, NameOf(go_type), PathOf(name));
}

std::vector<TypedFields> TypedFields::Structs(const std::string& name, const std::string& go_type) const {
  std::vector<TypedFields> structs;
  const json* list = List(name, "[]" + go_type);
  if (list == nullptr) return structs;
  static const json kEmpty = json::object();
  for (const json& item : *list) {
    if (!item.is_null() && !item.is_object()) Mismatch(item, name, go_type);
    structs.emplace_back(item.is_null() ? kEmpty : item, NameOf(go_type), PathOf(name));
  }
  return structs;
}

const json* TypedFields::List(const std::string& name, const std::string& go_type) const {
  const json* value = Find(name);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) Mismatch(*value, name, go_type);
  return value;
}

}  // namespace pkgrepo::kbld
