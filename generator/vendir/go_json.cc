#include "vendir/go_json.h"

#include <algorithm>
#include <cmath>

#include "base/ascii.h"
#include "base/error.h"
#include "go/json_mismatch.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_decode.h"

namespace pkgrepo::vendir {
namespace {

go::GoPlace PlaceOf(const DecodeContext& context, const std::string& type_name) {
  if (context.struct_name.empty()) return {.type = type_name};
  return {.type = type_name, .field = context.struct_name + "." + context.path};
}

}  // namespace

void ThrowCannotUnmarshal(const nlohmann::json& value, const DecodeContext& context,
                          const std::string& type_name) {
  throw Error(go::DescribeMismatch(value, PlaceOf(context, type_name)));
}

bool EqualFold(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return IsUpperLetter(c) ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

void Decode(const nlohmann::json& json, std::string& value, const DecodeContext& context) {
  if (json.is_null()) return;
  std::optional<std::string> text = yaml::TextOfScalar(json);
  if (!text) ThrowCannotUnmarshal(json, context, "string");
  value = std::move(*text);
}

void Decode(const nlohmann::json& json, bool& value, const DecodeContext& context) {
  if (json.is_null()) return;
  if (!json.is_boolean()) ThrowCannotUnmarshal(json, context, "bool");
  value = json.get<bool>();
}

namespace {

// A whole number within [low, high].
int64_t DecodeInteger(const nlohmann::json& json, int64_t low, int64_t high, const DecodeContext& context,
                      const std::string& type_name) {
  if (!json.is_number()) ThrowCannotUnmarshal(json, context, type_name);
  if (json.is_number_integer()) {
    int64_t number = json.get<int64_t>();
    bool too_large = json.is_number_unsigned() && json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX);
    if (!too_large && number >= low && number <= high) return number;
  } else if (double number = json.get<double>(); number == std::floor(number)) {
    if (number >= static_cast<double>(low) && number <= static_cast<double>(high) &&
        std::fabs(number) < 1e15) {
      return static_cast<int64_t>(number);
    }
  }
  throw Error(
      go::DescribeKindMismatch("number " + yaml::PrintCompactJson(json), PlaceOf(context, type_name)));
}

}  // namespace

void Decode(const nlohmann::json& json, int64_t& value, const DecodeContext& context) {
  if (!json.is_null()) value = DecodeInteger(json, INT64_MIN, INT64_MAX, context, "int");
}

void Decode(const nlohmann::json& json, uint32_t& value, const DecodeContext& context) {
  if (!json.is_null())
    value = static_cast<uint32_t>(DecodeInteger(json, 0, UINT32_MAX, context, "fs.FileMode"));
}

void Decode(const nlohmann::json& json, std::map<std::string, std::string>& value,
            const DecodeContext& context) {
  if (json.is_null()) return;
  if (!json.is_object()) ThrowCannotUnmarshal(json, context, "map[string]string");
  for (auto& [key, element] : json.items()) Decode(element, value[key], context);
}

}  // namespace pkgrepo::vendir
