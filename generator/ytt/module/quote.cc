#include "ytt/module/quote.h"

#include "base/utf8.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

std::string QuoteCharacter(uint32_t character) {
  if (character == '"') return "\"";
  std::string text;
  AppendUtf8(text, character);
  const std::string quoted = QuoteText(text);
  return quoted.substr(1, quoted.size() - 2);
}

std::string QuoteText(std::string_view text) {
  std::string quoted;
  starlark::AppendQuoted(quoted, text);
  return quoted;
}

}  // namespace pkgrepo::ytt
