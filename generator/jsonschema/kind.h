// What a JSON value is, for JSON Schema and for messages.

#ifndef PKGREPO_JSONSCHEMA_KIND_H_
#define PKGREPO_JSONSCHEMA_KIND_H_

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::jsonschema {

// The types that JSON Schema knows, as bits.
enum JsonTypes : uint8_t {
  kJsonNull = 1,
  kJsonBoolean = 2,
  kJsonInteger = 4,
  kJsonNumber = 8,
  kJsonString = 16,
  kJsonArray = 32,
  kJsonObject = 64,
};

// nullopt if there is no such type.
std::optional<JsonTypes> ParseJsonType(std::string_view name);

// Those that a value is of: an integer is a number, too, and 1.0 is an integer.
uint8_t TypesOf(const nlohmann::json& value);

// Itself and all that is in it.
size_t CountJsonValues(const nlohmann::json& value);

// "string", "string or null", "array, boolean or null"
std::string NamesOfTypes(uint8_t types);

// "integer 3", `string "abc"`, "object", for messages: a long text is cut.
std::string DescribeJson(const nlohmann::json& value);
// The same without the type: `"abc"`, "3", "an object".
std::string AbbreviateJson(const nlohmann::json& value);

// `text`, or so many characters of it and "…".
std::string CutText(const std::string& text, size_t characters);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_KIND_H_
