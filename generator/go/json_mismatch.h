// What is said of a JSON value that does not fit where it is put. Follows package encoding/json of Go 1.21.
//
//   DescribeMismatch(value, {.type = "string", .field = "Config.minimumRequiredVersion"});
//   // "json: cannot unmarshal number into Go struct field Config.minimumRequiredVersion of type string"

#ifndef PKGREPO_GO_JSON_MISMATCH_H_
#define PKGREPO_GO_JSON_MISMATCH_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// Where a value is put: a variable of a Go type ("[]string"), which is a field of a struct ("Config.a.b") or no part of
// one ("").
struct GoPlace {
  std::string type;
  std::string field = {};
};

// `kind` is "string", "number", "bool", "array", "object" or "null"; "number 1e400" for one that is out of range.
std::string DescribeKindMismatch(std::string_view kind, const GoPlace& place);
std::string DescribeMismatch(const nlohmann::json& value, const GoPlace& place);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_JSON_MISMATCH_H_
