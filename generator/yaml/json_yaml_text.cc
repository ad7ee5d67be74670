#include <algorithm>

#include "base/utf8.h"
#include "go/float_text.h"
#include "go/json_text.h"
#include "yaml/json_yaml.h"
#include "yaml/node.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

void AppendValue(const json& value, std::string* out) {
  std::string_view separator;
  switch (value.type()) {
    case json::value_t::string:
      go::AppendJsonString(*out, value.get_ref<const std::string&>());
      break;
    case json::value_t::number_float:
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      *out += go::FormatJsonFloat(value.get<double>());
      break;
    case json::value_t::array:
      *out += '[';
      for (const json& item : value) {
        *out += separator;
        AppendValue(item, out);
        separator = ",";
      }
      *out += ']';
      break;
    case json::value_t::object:
      *out += '{';
      for (const auto& [key, item] : value.items()) {
        *out += separator;
        go::AppendJsonString(*out, key);
        *out += ':';
        AppendValue(item, out);
        separator = ",";
      }
      *out += '}';
      break;
    default:
      *out += value.dump();
      break;
  }
}

// How deep brackets nest in `text`, read as JSON.
int NestingOf(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      if (c == '\\') ++i;
      continue;
    }
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if (c == '}' || c == ']') --depth;
  }
  return deepest;
}

}  // namespace

std::optional<json> ParseJsonText(std::string_view text) {
  // nlohmann would pass over a byte order mark, and take NUL for the end.
  if (text.starts_with(kByteOrderMark) || text.find('\0') != text.npos) return std::nullopt;
  if (NestingOf(text) > kMaxDepth) return std::nullopt;
  json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string PrintCompactJson(const json& value) {
  std::string text;
  AppendValue(value, &text);
  return text;
}

}  // namespace pkgrepo::yaml
