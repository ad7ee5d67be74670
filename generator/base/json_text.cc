#include "base/json_text.h"

namespace pkgrepo {

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

}  // namespace pkgrepo
