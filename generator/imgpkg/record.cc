#include "imgpkg/record.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "imgpkg/images_lock.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_decode.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;

[[noreturn]] void ThrowDecodeError(const std::string& reason) {
  throw Error("error unmarshaling JSON: while decoding JSON: " + reason);
}

std::string TextOf(const json& value, const RecordType& record, std::string_view name) {
  if (std::optional<std::string> text = yaml::TextOfScalar(value)) return *text;
  ThrowMistyped(value, record.Member(name, "string"));
}

}  // namespace

void ThrowMistyped(const json& value, const go::GoPlace& place) {
  ThrowDecodeError(go::DescribeMismatch(value, place));
}

go::GoPlace RecordType::Member(std::string_view field, std::string field_type) const {
  return {.type = std::move(field_type),
          .field = name + "." + (path.empty() ? "" : path + ".") + std::string(field)};
}

void ReadRecord(const json& value, const RecordType& record,
                const std::vector<std::pair<std::string_view, FieldReader>>& fields) {
  if (value.is_null()) return;
  if (!value.is_object()) ThrowMistyped(value, {.type = record.type});
  for (const auto& [key, member] : value.items()) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&, &known = key](const auto& f) {
      return ToLower(f.first) == ToLower(known);
    });
    if (field == fields.end()) ThrowDecodeError("json: unknown field \"" + key + "\"");
    if (!member.is_null()) field->second(member, record, field->first);
  }
}

FieldReader TextField(std::string* text) {
  return [text](const json& value, const RecordType& record, std::string_view name) {
    *text = TextOf(value, record, name);
  };
}

FieldReader StrictTextField(std::string* text) {
  return [text](const json& value, const RecordType& record, std::string_view name) {
    if (!value.is_string()) ThrowMistyped(value, record.Member(name, "string"));
    *text = value.get<std::string>();
  };
}

FieldReader BoolField(bool* flag) {
  return [flag](const json& value, const RecordType& record, std::string_view name) {
    if (!value.is_boolean()) ThrowMistyped(value, record.Member(name, "bool"));
    *flag = value.get<bool>();
  };
}

FieldReader TextMapField(std::map<std::string, std::string>* map) {
  return [map](const json& value, const RecordType& record, std::string_view name) {
    if (!value.is_object()) ThrowMistyped(value, record.Member(name, "map[string]string"));
    for (const auto& [key, member] : value.items()) {
      (*map)[key] = member.is_null() ? "" : TextOf(member, record, name);
    }
  };
}

FieldReader RecordListField(std::string item_type, std::function<void(const json&)> read_item) {
  return [item_type = std::move(item_type), read_item = std::move(read_item)](
             const json& value, const RecordType& record, std::string_view name) {
    if (!value.is_array()) ThrowMistyped(value, record.Member(name, "[]" + item_type));
    for (const json& item : value) {
      if (!item.is_object() && !item.is_null()) ThrowMistyped(item, record.Member(name, item_type));
      read_item(item);
    }
  };
}

void ReadYamlRecord(std::string_view text, const std::string& prefix,
                    const std::function<void(const json&)>& read) {
  WithContext(prefix, [&] { read(yaml::ParseYamlAsJson(text, "")); });
}

void CheckLockType(const std::string& api_version, const std::string& kind, std::string_view known_kind) {
  if (api_version != kLockApiVersion) {
    throw Error("Validating apiVersion: Unknown version (known: " + std::string(kLockApiVersion) + ")");
  }
  if (kind != known_kind)
    throw Error("Validating kind: Unknown kind (known: " + std::string(known_kind) + ")");
}

}  // namespace pkgrepo::imgpkg
