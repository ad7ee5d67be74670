#include "jsonschema/kind.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/utf8.h"
#include "go/json_text.h"
#include "jsonschema/number.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;

struct NamedType {
  std::string_view name;
  JsonTypes type;
};

constexpr std::array<NamedType, 7> kTypes = {{
    {"array", kJsonArray},
    {"boolean", kJsonBoolean},
    {"integer", kJsonInteger},
    {"number", kJsonNumber},
    {"object", kJsonObject},
    {"string", kJsonString},
    {"null", kJsonNull},
}};

// How much of a text a message shows.
constexpr size_t kShownCharacters = 60;

// The most special of its types.
std::string NameOf(const json& value) {
  const uint8_t types = TypesOf(value);
  return NamesOfTypes((types & kJsonInteger) != 0 ? uint8_t{kJsonInteger} : types);
}

}  // namespace

std::optional<JsonTypes> ParseJsonType(std::string_view name) {
  for (const NamedType& type : kTypes) {
    if (type.name == name) return type.type;
  }
  return std::nullopt;
}

uint8_t TypesOf(const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      return kJsonObject;
    case json::value_t::array:
      return kJsonArray;
    case json::value_t::string:
      return kJsonString;
    case json::value_t::boolean:
      return kJsonBoolean;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return kJsonNumber | (IsInteger(value) ? uint8_t{kJsonInteger} : uint8_t{0});
    default:
      return kJsonNull;
  }
}

std::string NamesOfTypes(uint8_t types) {
  std::vector<std::string> names;
  for (const NamedType& type : kTypes) {
    if ((types & type.type) != 0) names.emplace_back(type.name);
  }
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string AbbreviateJson(const json& value) {
  if (value.is_object()) return value.empty() ? "{}" : "an object";
  if (value.is_array()) return value.empty() ? "[]" : "an array";
  if (!value.is_string()) {
    if (value.is_number_float() && !std::isfinite(value.get<double>())) return "beyond float64";
    return go::PrintJson(value);
  }
  std::string text;
  go::AppendJsonString(text, CutText(value.get_ref<const std::string&>(), kShownCharacters));
  return text;
}

size_t CountJsonValues(const json& value) {
  size_t count = 1;
  if (value.is_structured()) {
    for (const json& member : value) count += CountJsonValues(member);
  }
  return count;
}

std::string CutText(const std::string& text, size_t characters) {
  size_t end = 0;
  for (size_t count = 0; count < characters && end < text.size(); ++count) DecodeUtf8(text, end);
  return end < text.size() ? text.substr(0, end) + "…" : text;
}

std::string DescribeJson(const json& value) {
  const std::string name = NameOf(value);
  return value.is_null() || value.is_structured() ? name : name + " " + AbbreviateJson(value);
}

}  // namespace pkgrepo::jsonschema
