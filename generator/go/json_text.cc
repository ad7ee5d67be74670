#include "go/json_text.h"

#include <nlohmann/json.hpp>

namespace pkgrepo::go {

std::string EscapeJsonForHtml(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (size_t i = 0; i < json.size(); ++i) {
    const std::string_view rest = json.substr(i, 3);
    if (rest[0] == '<') {
      text += "\\u003c";
    } else if (rest[0] == '>') {
      text += "\\u003e";
    } else if (rest[0] == '&') {
      text += "\\u0026";
    } else if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
      text += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      text += rest[0];
    }
  }
  return text;
}

std::string JsonTypeName(const nlohmann::json& value) {
  return value.is_boolean() ? "bool" : value.type_name();
}

std::string DescribeJsonError(std::string_view text) {
  try {
    const nlohmann::json ignored = nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    if (error.byte == 0 || error.byte > text.size()) return "unexpected end of JSON input";
    std::string_view reason = error.what();
    std::string where = "looking for beginning of value";
    if (reason.find("expected end of input") != reason.npos) where = "after top-level value";
    if (reason.find("parsing object key") != reason.npos)
      where = "looking for beginning of object key string";
    return "invalid character '" + std::string(text.substr(error.byte - 1, 1)) + "' " + where;
  } catch (const nlohmann::json::out_of_range&) {
    // Numbers beyond floats are not the fault of the text; they stand where no number is expected.
    return "json: cannot unmarshal number into Go value of type string";
  }
  return "JSON is nested too deeply";
}

}  // namespace pkgrepo::go
