#include "starlark/syntax/block_scanner.h"

namespace pkgrepo::starlark {

Token BlockScanner::Next(TokenValue& value) {
  Token token;
  if (!ready_.empty()) {
    token = ready_.front().token;
    value = ready_.front().value;
    ready_.pop_front();
  } else {
    token = Classify(Scan(value), value);
  }
  after_colon_ = token == Token::kColon;
  if (after_colon_) colon_ = value.spot;
  return token;
}

Token BlockScanner::Scan(TokenValue& value) {
  if (rescan_.empty()) return scanner_.Next(value);
  Pending pending = rescan_.front();
  rescan_.pop_front();
  value = pending.value;
  return pending.token;
}

void BlockScanner::CloseBlock() {
  if (blocks_.empty()) Fail(spot(), "unexpected end");
  blocks_.pop_back();
}

Token BlockScanner::Classify(Token token, TokenValue& value) {
  switch (token) {
    case Token::kPass:
      Fail(value.spot, "use of reserved keyword 'pass' is not allowed");
    case Token::kNewline:
      if (after_colon_) {
        blocks_.push_back(colon_);
        ready_.push_back({Token::kIndent, value});
      }
      return token;
    case Token::kEnd: {
      Pending next;
      next.token = Scan(next.value);
      CloseBlock();
      if (next.token != Token::kNewline) rescan_.push_front(next);
      return Token::kOutdent;
    }
    case Token::kElse: {
      Pending next;
      next.token = Scan(next.value);
      rescan_.push_front(next);
      if (next.token != Token::kColon) return token;
      CloseBlock();
      ready_.push_back({token, value});
      return Token::kOutdent;
    }
    case Token::kElif:
      CloseBlock();
      ready_.push_back({token, value});
      return Token::kOutdent;
    case Token::kEndOfFile:
      if (!blocks_.empty()) {
        Fail(blocks_.back(), "mismatched set of block openings (if/else/elif/for/def) and closing (end)");
      }
      return token;
    default:
      return token;
  }
}

}  // namespace pkgrepo::starlark
