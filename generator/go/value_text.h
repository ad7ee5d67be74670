// Values that were decoded from JSON and YAML, as messages show them. Follows package fmt of Go 1.21.
//
//   FormatValue(json::parse(R"({"b": [null, 1e6], "a": "x y"})"));     // map[a:x y b:[<nil> 1e+06]]
//   FormatSyntax(json::parse(R"({"b": [null, 7], "a": "x y"})"));
//   // map[interface {}]interface {}{"a":"x y", "b":[]interface {}{interface {}(nil), 7}}

#ifndef PKGREPO_GO_VALUE_TEXT_H_
#define PKGREPO_GO_VALUE_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pkgrepo::go {

// "%v" of what encoding/json decodes into an interface{}: all numbers are float64. What is nested deeper than 16 levels
// is left out, "...".
std::string FormatValue(const nlohmann::json& value);

// "%#v" of what yaml.v2 decodes into an interface{}. Of numbers, unsigned ones are those beyond int64; they are
// hexadecimal. Precondition: nesting that a recursion can take.
std::string FormatSyntax(const nlohmann::json& value);

// "%v" of a float64: "1.5e+06", "+Inf", "NaN".
std::string FormatFloatValue(double value);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_VALUE_TEXT_H_
