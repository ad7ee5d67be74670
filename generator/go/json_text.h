// Details of how Go writes JSON and complains of it.

#ifndef PKGREPO_GO_JSON_TEXT_H_
#define PKGREPO_GO_JSON_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// Writes the characters < > & of a JSON text (they stand in strings only) and the line separators U+2028 and
// U+2029 as \u escapes, as Go does to keep JSON safe within HTML. Digests of what Carvel writes depend on it.
std::string EscapeJsonForHtml(std::string_view json);

// "string", "number", "bool", "array", "object" or "null", as in "json: cannot unmarshal number into …".
std::string JsonTypeName(const nlohmann::json& value);

// What is wrong with a text that is not JSON, in Go's words as far as they are known.
std::string DescribeJsonError(std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_JSON_TEXT_H_
