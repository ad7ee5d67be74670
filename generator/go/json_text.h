// JSON as it is written. Follows package encoding/json of Go 1.21 and 1.22.
//
//   PrintJson(nlohmann::json{{"a", "<b>"}});    // {"a":"\u003cb\u003e"}
//
// The two differ in backspace and form feed. 1.21, with which ytt, kbld and vendir are built, writes \u0008 and \u000c;
// 1.22, with which imgpkg is, has the short forms \b and \f.

#ifndef PKGREPO_GO_JSON_TEXT_H_
#define PKGREPO_GO_JSON_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pkgrepo::go {

enum class JsonEscapes { kGo121, kGo122 };

struct JsonStyle {
  // Blanks a level; 0: all in one line.
  int indent = 0;
  JsonEscapes escapes = JsonEscapes::kGo121;
};

// Prints `value` as json.Marshal does, but for the order of keys, which is that of `value`, and for floats. The
// characters < > & and the line separators U+2028 and U+2029 are \u escapes, to keep JSON safe within HTML, and
// \ufffd stands for each byte that is not UTF-8. Digests of what Carvel writes depend on it.
std::string PrintJson(const nlohmann::json& value, const JsonStyle& style = {});
std::string PrintJson(const nlohmann::ordered_json& value, const JsonStyle& style = {});

// A string in that form, in its quotes.
void AppendJsonString(std::string& out, std::string_view text, JsonEscapes escapes = JsonEscapes::kGo121);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_JSON_TEXT_H_
