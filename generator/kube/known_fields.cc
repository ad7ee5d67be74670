#include "kube/known_fields.h"

#include <algorithm>

#include "base/error.h"
#include "go/duration.h"
#include "go/json_mismatch.h"
#include "kube/time.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;
using enum Field::Type;

[[noreturn]] void ThrowMismatch(const json& value, const std::string& type, const std::string& path) {
  throw Error("error unmarshaling JSON: while decoding JSON: " +
              go::DescribeMismatch(value, {.type = type, .field = path}));
}

std::string Text(const json& value, const std::string& path) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_number()) return value.dump();
  ThrowMismatch(value, "string", path);
}

json Texts(const json& value, const std::string& path) {
  if (!value.is_array()) ThrowMismatch(value, "[]string", path);
  json texts = json::array();
  for (const json& item : value) texts.push_back(item.is_null() ? "" : Text(item, path));
  return texts;
}

json TextMap(const json& value, const std::string& path) {
  if (!value.is_object()) ThrowMismatch(value, "map[string]string", path);
  json texts = json::object();
  for (const auto& [key, item] : value.items()) texts[key] = item.is_null() ? "" : Text(item, path);
  return texts;
}

json Structs(const json& value, const StructType& type, const std::string& path) {
  if (!value.is_array()) ThrowMismatch(value, "[]object", path);
  json structs = json::array();
  for (const json& item : value) structs.push_back(KeepKnownFields(item, type, path));
  return structs;
}

json Duration(const std::string& text) {
  return text.empty() ? text : go::FormatDuration(go::ParseDuration(text));
}

// The value of one field; null where it says nothing.
json Keep(const json& value, const Field& field, const std::string& path) {
  json kept;
  switch (field.type) {
    case kAnything:
    case kSchema:
      return value;
    case kText:
      kept = Text(value, path);
      if (field.check == DurationFault) kept = Duration(kept);
      return kept.get_ref<const std::string&>().empty() ? json() : kept;
    case kBool:
      if (!value.is_boolean()) ThrowMismatch(value, "bool", path);
      return value.get<bool>() ? value : json();
    case kInteger:
      if (!value.is_number_integer()) ThrowMismatch(value, "int64", path);
      return value == 0 ? json() : value;
    case kTexts:
      kept = Texts(value, path);
      break;
    case kTextMap:
      kept = TextMap(value, path);
      break;
    case kMap:
      if (!value.is_object()) ThrowMismatch(value, "map[string]interface {}", path);
      kept = value;
      break;
    case kStruct:
      return KeepKnownFields(value, *field.fields, path);
    case kStructs:
    case kOneStruct:
      kept = Structs(value, *field.fields, path);
      break;
  }
  return kept.empty() ? json() : kept;
}

}  // namespace

json KeepKnownFields(const json& value, const StructType& type, const std::string& path) {
  json kept = json::object();
  if (value.is_null()) return kept;
  if (!value.is_object()) ThrowMismatch(value, "object", path);
  for (const Field& field : type.fields) {
    const auto found = value.find(std::string(field.name));
    if (found == value.end() || found->is_null()) continue;
    json field_value = Keep(*found, field, path + "." + std::string(field.name));
    if (!field_value.is_null()) kept[std::string(field.name)] = std::move(field_value);
  }
  return kept;
}

json KeepKnownMetadata(const json& metadata) {
  static constexpr Field kFields[] = {{"name", kText},
                                      {"generateName", kText},
                                      {"namespace", kText},
                                      {"selfLink", kText},
                                      {"uid", kText},
                                      {"resourceVersion", kText},
                                      {"generation", kInteger},
                                      {"creationTimestamp", kText},
                                      {"deletionTimestamp", kText},
                                      {"labels", kTextMap},
                                      {"annotations", kTextMap},
                                      {"ownerReferences", kAnything},
                                      {"finalizers", kTexts}};
  static constexpr StructType kMetadata{kFields};
  json kept = KeepKnownFields(metadata, kMetadata, "metadata");
  kept.emplace("creationTimestamp", nullptr);
  return kept;
}

const StructType& FindFieldType(const StructType& type, const std::vector<std::string_view>& path) {
  const StructType* found = &type;
  for (std::string_view name : path) {
    found = std::find_if(found->fields.begin(), found->fields.end(), [&](const Field& field) {
              return field.name == name;
            })->fields;
  }
  return *found;
}

}  // namespace pkgrepo::kube
