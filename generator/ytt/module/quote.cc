#include "ytt/module/quote.h"

#include "base/utf8.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

std::string QuoteCharacter(uint32_t character) {
  if (character == '"') return "'\"'";
  if (character == '\'') return "'\\''";
  std::string text;
  AppendUtf8(text, character);
  std::string quoted = QuoteText(text);
  quoted.front() = quoted.back() = '\'';
  return quoted;
}

std::string QuoteText(std::string_view text) {
  std::string quoted;
  starlark::AppendQuoted(quoted, text);
  return quoted;
}

}  // namespace pkgrepo::ytt
