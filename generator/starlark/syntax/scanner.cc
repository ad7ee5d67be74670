#include "starlark/syntax/scanner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "go/unicode.h"
#include "starlark/syntax/syntax_error.h"

namespace pkgrepo::starlark {

namespace {

// A token that is always written the same.
struct Fixed {
  std::string_view name;
  Token token;
};

// Sorted by name. The illegal ones are reserved for a future of the language.
constexpr Fixed kKeywords[] = {
    {"and", Token::kAnd},           {"as", Token::kIllegal},
    {"break", Token::kBreak},       {"class", Token::kIllegal},
    {"continue", Token::kContinue}, {"def", Token::kDef},
    {"del", Token::kIllegal},       {"elif", Token::kElif},
    {"else", Token::kElse},         {"end", Token::kEnd},
    {"except", Token::kIllegal},    {"finally", Token::kIllegal},
    {"for", Token::kFor},           {"from", Token::kIllegal},
    {"global", Token::kIllegal},    {"if", Token::kIf},
    {"import", Token::kIllegal},    {"in", Token::kIn},
    {"is", Token::kIllegal},        {"lambda", Token::kLambda},
    {"load", Token::kLoad},         {"nonlocal", Token::kIllegal},
    {"not", Token::kNot},           {"or", Token::kOr},
    {"pass", Token::kPass},         {"raise", Token::kIllegal},
    {"return", Token::kReturn},     {"try", Token::kIllegal},
    {"while", Token::kWhile},       {"with", Token::kIllegal},
    {"yield", Token::kIllegal},
};

// Sorted by the first character; of those with the same, the longest first.
constexpr Fixed kOperators[] = {
    {"!=", Token::kNotEquals},
    {"%=", Token::kPercentEquals},
    {"%", Token::kPercent},
    {"&=", Token::kAmpersandEquals},
    {"&", Token::kAmpersand},
    {"(", Token::kLeftParen},
    {")", Token::kRightParen},
    {"**", Token::kStarStar},
    {"*=", Token::kStarEquals},
    {"*", Token::kStar},
    {"+=", Token::kPlusEquals},
    {"+", Token::kPlus},
    {",", Token::kComma},
    {"-=", Token::kMinusEquals},
    {"-", Token::kMinus},
    {".", Token::kDot},
    {"//=", Token::kSlashSlashEquals},
    {"//", Token::kSlashSlash},
    {"/=", Token::kSlashEquals},
    {"/", Token::kSlash},
    {":", Token::kColon},
    {";", Token::kSemicolon},
    {"<<=", Token::kLessLessEquals},
    {"<<", Token::kLessLess},
    {"<=", Token::kLessEquals},
    {"<", Token::kLess},
    {"==", Token::kEqualsEquals},
    {"=", Token::kEquals},
    {">>=", Token::kGreaterGreaterEquals},
    {">>", Token::kGreaterGreater},
    {">=", Token::kGreaterEquals},
    {">", Token::kGreater},
    {"[", Token::kLeftBracket},
    {"]", Token::kRightBracket},
    {"^=", Token::kCircumflexEquals},
    {"^", Token::kCircumflex},
    {"{", Token::kLeftBrace},
    {"|=", Token::kPipeEquals},
    {"|", Token::kPipe},
    {"}", Token::kRightBrace},
    {"~", Token::kTilde},
};

// Of a table that is sorted by the first characters of its names: where those of each character begin.
template <size_t kSize>
constexpr std::array<uint8_t, 128> IndexByFirst(const Fixed (&table)[kSize]) {
  std::array<uint8_t, 128> index{};
  for (size_t i = kSize; i-- > 0;) index[static_cast<size_t>(table[i].name[0])] = static_cast<uint8_t>(i);
  return index;
}

// The first entry of the table that `matches`, among those whose names begin with `first`; null if there is none.
template <size_t kSize, typename Matches>
const Fixed* FindByFirst(const Fixed (&table)[kSize], const std::array<uint8_t, 128>& index, char first,
                         Matches matches) {
  if (static_cast<unsigned char>(first) >= index.size()) return nullptr;
  for (size_t i = index[static_cast<size_t>(first)]; i < kSize && table[i].name[0] == first; ++i) {
    if (matches(table[i].name)) return &table[i];
  }
  return nullptr;
}

Token KeywordOrIdentifier(std::string_view word) {
  static constexpr std::array<uint8_t, 128> kIndex = IndexByFirst(kKeywords);
  const Fixed* found =
      FindByFirst(kKeywords, kIndex, word[0], [word](std::string_view name) { return name == word; });
  return found != nullptr ? found->token : Token::kIdentifier;
}

// The value of a digit in any base up to 16, or 99.
int DigitValue(char c) {
  if (IsDigit(c)) return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

bool IsAsciiWord(char c) { return IsLetter(c) || c == '_' || IsDigit(c); }

// Length in bytes of the identifier character at the start of `text`; 0 when there is none.
size_t IdentifierCharacter(std::string_view text) {
  if (text.empty()) return 0;
  char c = text[0];
  if (IsAsciiWord(c)) return 1;
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  size_t length = 0;
  return go::IsLetterRune(go::DecodeRune(text, length)) ? length : 0;
}

}  // namespace

Scanner::Scanner(std::string_view file, std::string_view text, Arena& arena)
    : file_(file), text_(text), arena_(arena) {}

void Scanner::Fail(Spot spot, const std::string& message) const {
  throw SyntaxError({std::string(file_), spot.line, spot.column}, message);
}

void Scanner::Advance() {
  if (text_[at_++] == '\n') {
    ++spot_.line;
    spot_.column = 1;
  } else {
    ++spot_.column;
  }
}

bool Scanner::SkipSpace(TokenValue& value) {
  for (;;) {
    char c = Peek();
    if (c == ' ' || c == '\t' || c == '\r') {
      Advance();
    } else if (c == '#') {
      while (!AtEnd() && Peek() != '\n') Advance();
    } else if (c == '\\' && Peek(1) == '\n') {
      Advance();
      Advance();
    } else if (c == '\\' && Peek(1) == '\r' && Peek(2) == '\n') {
      Advance();
      Advance();
      Advance();
    } else if (c == '\\') {
      Fail(spot_, "stray backslash in program");
    } else if (c == '\n' && !AtEnd()) {
      value.spot = spot_;
      Advance();
      if (depth_ > 0 || line_start_) continue;
      line_start_ = true;
      return true;
    } else {
      return false;
    }
  }
}

Token Scanner::Next(TokenValue& value) {
  if (SkipSpace(value)) return Token::kNewline;
  value.spot = spot_;
  if (AtEnd()) {
    // The last line need not end in a newline.
    if (line_start_ || depth_ > 0) return Token::kEndOfFile;
    line_start_ = true;
    return Token::kNewline;
  }
  line_start_ = false;
  size_t start = at_;
  char c = Peek();
  Token token;
  if (c == '"' || c == '\'') {
    token = ScanString(value, false);
  } else if (c == 'r' && (Peek(1) == '"' || Peek(1) == '\'')) {
    Advance();
    token = ScanString(value, true);
  } else if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) {
    token = ScanNumber();
  } else if (IdentifierCharacter(text_.substr(at_)) > 0) {
    token = ScanWord(value);
  } else {
    token = ScanPunctuation();
  }
  value.raw = text_.substr(start, at_ - start);
  return token;
}

Token Scanner::ScanWord(TokenValue&) {
  size_t start = at_;
  while (true) {
    const size_t piece = at_;
    while (at_ < text_.size() && IsAsciiWord(text_[at_])) ++at_;
    spot_.column += static_cast<int>(at_ - piece);
    const size_t length = IdentifierCharacter(text_.substr(at_));
    if (length == 0) break;
    at_ += length;
    ++spot_.column;
  }
  return KeywordOrIdentifier(text_.substr(start, at_ - start));
}

Token Scanner::ScanPunctuation() {
  Spot start = spot_;
  char c = Peek();
  static constexpr std::array<uint8_t, 128> kIndex = IndexByFirst(kOperators);
  const std::string_view rest = text_.substr(at_);
  if (const Fixed* found = FindByFirst(kOperators, kIndex, c,
                                       [rest](std::string_view name) { return rest.starts_with(name); })) {
    const Token token = found->token;
    at_ += found->name.size();
    spot_.column += static_cast<int>(found->name.size());
    if (token == Token::kLeftParen || token == Token::kLeftBracket || token == Token::kLeftBrace) ++depth_;
    if (token == Token::kRightParen || token == Token::kRightBracket || token == Token::kRightBrace) {
      if (depth_ == 0) Fail(start, "unexpected " + Describe(token));
      --depth_;
    }
    return token;
  }
  size_t length = 0;
  go::DecodeRune(text_.substr(at_), length);
  Fail(start, "unexpected input character '" + std::string(text_.substr(at_, length)) + "'");
}

size_t Scanner::SkipDigits(int base) {
  size_t start = at_;
  while (DigitValue(Peek()) < base) Advance();
  return at_ - start;
}

Token Scanner::ScanFraction() {
  Advance();
  SkipDigits(10);
  if (Peek() == 'e' || Peek() == 'E') ScanExponent();
  return Token::kFloat;
}

void Scanner::ScanExponent() {
  Spot start = spot_;
  Advance();
  if (Peek() == '+' || Peek() == '-') Advance();
  if (SkipDigits(10) == 0) Fail(start, "invalid float literal");
}

Token Scanner::ScanNumber() {
  Spot start = spot_;
  size_t first = at_;
  Token token = Token::kInt;
  char prefix = static_cast<char>(Peek(1) | 0x20);
  if (Peek() == '.') {
    token = ScanFraction();
  } else if (Peek() == '0' && (prefix == 'x' || prefix == 'o' || prefix == 'b')) {
    Advance();
    Advance();
    std::string_view name = prefix == 'x' ? "hex" : prefix == 'o' ? "octal" : "binary";
    if (SkipDigits(prefix == 'x' ? 16 : prefix == 'o' ? 8 : 2) == 0) {
      Fail(start, "invalid " + std::string(name) + " literal");
    }
  } else {
    bool octal = Peek() == '0';
    SkipDigits(10);
    std::string_view digits = text_.substr(first, at_ - first);
    if (Peek() == '.') {
      token = ScanFraction();
    } else if (Peek() == 'e' || Peek() == 'E') {
      ScanExponent();
      token = Token::kFloat;
    } else if (octal && digits.find_first_not_of('0') != std::string_view::npos) {
      bool valid = digits.find_first_of("89") == std::string_view::npos;
      if (!valid) Fail(start, "invalid int literal");
      Fail(start, "obsolete form of octal literal; use 0o" + std::string(digits.substr(1)));
    }
  }
  if (token == Token::kFloat) {
    double number = 0;
    auto parsed = std::from_chars(text_.data() + first, text_.data() + at_, number);
    if (parsed.ec == std::errc::result_out_of_range &&
        std::isinf(std::strtod(std::string(text_.substr(first, at_ - first)).c_str(), nullptr))) {
      Fail(start, "invalid float literal");
    }
  }
  return token;
}

Token Scanner::ScanString(TokenValue& value, bool raw) {
  Spot start = value.spot;
  char quote = Peek();
  bool triple = Peek(1) == quote && Peek(2) == quote;
  std::string_view closing = triple ? text_.substr(at_, 3) : text_.substr(at_, 1);
  for (size_t i = 0; i < closing.size(); ++i) Advance();
  size_t first = at_;
  while (!text_.substr(at_).starts_with(closing)) {
    if (AtEnd()) Fail(start, "unexpected EOF in string");
    if (Peek() == '\n' && !triple) Fail(start, "unexpected newline in string");
    if (Peek() == '\\') {
      Advance();
      if (AtEnd()) Fail(start, "unexpected EOF in string");
    }
    Advance();
  }
  std::string_view body = text_.substr(first, at_ - first);
  for (size_t i = 0; i < closing.size(); ++i) Advance();
  value.string = Unquote(body, raw, triple, start);
  return Token::kString;
}

std::string_view Scanner::Unquote(std::string_view body, bool raw, bool triple, Spot start) {
  bool is_plain = body.find('\r') == std::string_view::npos &&
                  (raw || body.find('\\') == std::string_view::npos) &&
                  (!triple || body.find('\n') == std::string_view::npos);
  if (is_plain) return body;
  std::string out;
  while (!body.empty()) {
    char c = body[0];
    body.remove_prefix(1);
    if (c == '\\' && !raw) {
      AppendEscape(out, body, start);
      continue;
    }
    if (c == '\\' && body.starts_with('\n')) {
      out += "\\\n";
      body.remove_prefix(1);
      continue;
    }
    if (c == '\r') {
      // Line ends are always "\n".
      if (body.starts_with('\n')) body.remove_prefix(1);
      c = '\n';
    }
    out += c;
    // Indentation has no meaning inside triple-quoted strings either.
    if (c == '\n' && triple) body.remove_prefix(std::min(body.find_first_not_of(" \t"), body.size()));
  }
  return arena_.Copy(out);
}

void Scanner::AppendEscape(std::string& out, std::string_view& body, Spot start) const {
  static constexpr std::string_view kLetters = "abfnrtv\\'\"";
  static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\'\"";
  char c = body[0];
  if (size_t letter = kLetters.find(c); letter != std::string_view::npos) {
    out += kMeanings[letter];
    body.remove_prefix(1);
  } else if (c == '\n') {
    body.remove_prefix(1);
  } else if (c >= '0' && c <= '7') {
    AppendOctal(out, body, start);
  } else if (c == 'x') {
    std::string_view digits = body.substr(1, 2);
    if (digits.size() < 2) Fail(start, "truncated escape sequence \\" + std::string(body.substr(0, 3)));
    if (DigitValue(digits[0]) >= 16 || DigitValue(digits[1]) >= 16) {
      Fail(start, "invalid escape sequence \\" + std::string(body.substr(0, 3)));
    }
    out += static_cast<char>(16 * DigitValue(digits[0]) + DigitValue(digits[1]));
    body.remove_prefix(3);
  } else {
    // Unknown escapes stay as they are written.
    out += '\\';
    out += c;
    body.remove_prefix(1);
  }
}

void Scanner::AppendOctal(std::string& out, std::string_view& body, Spot start) const {
  int code = 0;
  size_t digits = 0;
  while (digits < 3 && digits < body.size() && body[digits] >= '0' && body[digits] <= '7') {
    code = 8 * code + (body[digits++] - '0');
  }
  if (code > 0xFF) Fail(start, "invalid escape sequence \\" + std::string(body.substr(0, digits)));
  out += static_cast<char>(code);
  body.remove_prefix(digits);
}

}  // namespace pkgrepo::starlark
