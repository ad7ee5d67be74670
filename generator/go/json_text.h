// How Go writes JSON, and complains of it (encoding/json of Go 1.22 and later).

#ifndef PKGREPO_GO_JSON_TEXT_H_
#define PKGREPO_GO_JSON_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// Prints `value` as encoding/json does, with `indent` blanks a level if that is above 0, but for the order of keys, which
// is that of `value`. The characters < > & and the line separators U+2028 and U+2029 are \u
// escapes, to keep JSON safe within HTML, and \ufffd stands for each byte that is not UTF-8. Digests of what Carvel writes
// depend on it. Floats are not Go's.
std::string PrintJson(const nlohmann::json& value, int indent = 0);
std::string PrintJson(const nlohmann::ordered_json& value, int indent = 0);

// A string in that form, in its quotes.
void AppendJsonString(std::string& out, std::string_view text);

// "string", "number", "bool", "array", "object" or "null", as in "json: cannot unmarshal number into …".
std::string JsonTypeName(const nlohmann::json& value);

// What is wrong with a text that is not JSON, in Go's words as far as they are known.
std::string DescribeJsonError(std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_JSON_TEXT_H_
