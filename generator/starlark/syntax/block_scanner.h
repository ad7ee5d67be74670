// Turns the dialect's blocks into the indent and outdent tokens that the parser expects.
//
// A colon at the end of a line opens a block. `end` closes it and is swallowed with the newline after it;
// `elif`, and `else` before a colon, close it and stay. So blocks need no indentation:
//
//   if x: ⏎ f() ⏎ else: ⏎ g() ⏎ end ⏎

#ifndef PKGREPO_STARLARK_SYNTAX_BLOCK_SCANNER_H_
#define PKGREPO_STARLARK_SYNTAX_BLOCK_SCANNER_H_

#include <deque>
#include <vector>

#include "starlark/syntax/scanner.h"

namespace pkgrepo::starlark {

class BlockScanner {
 public:
  BlockScanner(std::string_view file, std::string_view text, Arena& arena) : scanner_(file, text, arena) {}

  Token Next(TokenValue& value);
  // After the last token read, or after the one that had to be read to tell what it means.
  Spot spot() const { return scanner_.spot(); }
  [[noreturn]] void Fail(Spot spot, const std::string& message) const { scanner_.Fail(spot, message); }

 private:
  struct Pending {
    Token token;
    TokenValue value;
  };

  Token Classify(Token token, TokenValue& value);
  Token Scan(TokenValue& value);
  void CloseBlock();

  Scanner scanner_;
  std::vector<Spot> blocks_;    // the colons that opened them
  std::deque<Pending> rescan_;  // tokens read ahead, still to be looked at
  std::deque<Pending> ready_;   // tokens to hand out as they are
  bool after_colon_ = false;
  Spot colon_;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_BLOCK_SCANNER_H_
