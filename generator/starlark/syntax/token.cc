#include "starlark/syntax/token.h"

namespace pkgrepo::starlark {

std::string Describe(Token token) {
  static constexpr std::string_view kNames[] = {
      "illegal token", "end of file", "newline", "indent", "outdent", "identifier", "int literal",
      "float literal", "string literal",
      // Punctuation, quoted below.
      "+", "-", "*", "/", "//", "%", "&", "|", "^", "<<", ">>", "~", ".", ",", "=", ";", ":", "(", ")", "[",
      "]", "{", "}", "<", ">",
      ">=", "<=", "==", "!=", "+=", "-=", "*=", "/=", "//=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**",
      // Keywords.
      "and", "break", "continue", "def", "elif", "else", "end", "for", "if", "in", "lambda", "load", "not",
      "not in", "or", "pass", "return", "while"};
  std::string name(kNames[static_cast<size_t>(token)]);
  bool punctuation = token >= Token::kPlus && token <= Token::kStarStar;
  return punctuation ? "'" + name + "'" : name;
}

}  // namespace pkgrepo::starlark
