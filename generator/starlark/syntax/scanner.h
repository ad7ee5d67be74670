// Cuts a source text into tokens.
//
// Indentation has no meaning in this dialect; block_scanner.h makes blocks of the `end` keyword. Blank lines, and
// newlines inside brackets, give no token.

#ifndef PKGREPO_STARLARK_SYNTAX_SCANNER_H_
#define PKGREPO_STARLARK_SYNTAX_SCANNER_H_

#include "starlark/syntax/arena.h"
#include "starlark/syntax/token.h"

namespace pkgrepo::starlark {

class Scanner {
 public:
  // `text` must stay while tokens are in use; decoded strings are put into `arena`.
  Scanner(std::string_view file, std::string_view text, Arena& arena);

  // Reads the next token. After the end, it is kEndOfFile again and again. Throws SyntaxError.
  Token Next(TokenValue& value);
  // Where the scanner stands: after the last token read.
  Spot spot() const { return spot_; }
  [[noreturn]] void Fail(Spot spot, const std::string& message) const;

 private:
  // The character ahead by `offset`, or '\0' at the end.
  char Peek(size_t offset = 0) const { return at_ + offset < text_.size() ? text_[at_ + offset] : '\0'; }
  bool AtEnd() const { return at_ >= text_.size(); }
  // Consumes one byte. Line and column move on.
  void Advance();
  // Skips spaces, comments, escaped line ends; newlines too where they mean nothing. Returns whether one that
  // does mean something was reached and consumed.
  bool SkipSpace(TokenValue& value);
  Token ScanPunctuation();
  Token ScanWord(TokenValue& value);
  Token ScanNumber();
  Token ScanFraction();
  void ScanExponent();
  size_t SkipDigits(int base);
  Token ScanString(TokenValue& value, bool raw);
  std::string_view Unquote(std::string_view body, bool raw, bool triple, Spot start);
  void AppendEscape(std::string& out, std::string_view& body, Spot start) const;
  void AppendOctal(std::string& out, std::string_view& body, Spot start) const;

  std::string_view file_;
  std::string_view text_;
  Arena& arena_;
  size_t at_ = 0;
  Spot spot_{1, 1};
  int depth_ = 0;           // of open brackets
  bool line_start_ = true;  // no token on this line yet
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_SCANNER_H_
