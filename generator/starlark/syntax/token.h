// Tokens of Starlark, as the parser sees them.

#ifndef PKGREPO_STARLARK_SYNTAX_TOKEN_H_
#define PKGREPO_STARLARK_SYNTAX_TOKEN_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::starlark {

enum class Token : uint8_t {
  kIllegal,
  kEndOfFile,
  kNewline,
  kIndent,
  kOutdent,
  kIdentifier,
  kInt,
  kFloat,
  kString,
  // Punctuation.
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kSlashSlash,
  kPercent,
  kAmpersand,
  kPipe,
  kCircumflex,
  kLessLess,
  kGreaterGreater,
  kTilde,
  kDot,
  kComma,
  kEquals,
  kSemicolon,
  kColon,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kLess,
  kGreater,
  kGreaterEquals,
  kLessEquals,
  kEqualsEquals,
  kNotEquals,
  // Augmented assignments, in the order of the operators above.
  kPlusEquals,
  kMinusEquals,
  kStarEquals,
  kSlashEquals,
  kSlashSlashEquals,
  kPercentEquals,
  kAmpersandEquals,
  kPipeEquals,
  kCircumflexEquals,
  kLessLessEquals,
  kGreaterGreaterEquals,
  kStarStar,
  // Keywords.
  kAnd,
  kBreak,
  kContinue,
  kDef,
  kElif,
  kElse,
  kEnd,
  kFor,
  kIf,
  kIn,
  kLambda,
  kLoad,
  kNot,
  kNotIn,  // made by the parser from `not in`
  kOr,
  kPass,
  kReturn,
  kWhile,
};

// For messages: "newline", "identifier", "'+='", "else".
std::string Describe(Token token);

// A place in the source text; both count from 1. A line of 0 means unknown.
struct Spot {
  int32_t line = 0;
  int32_t column = 0;
};

// What came with the token.
struct TokenValue {
  Spot spot;                // where it starts
  std::string_view raw;     // as written
  std::string_view string;  // decoded, for string literals
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_TOKEN_H_
