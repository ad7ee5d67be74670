#include "ytt/module/toml_scalar.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/quote.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

// Whatever is beyond ASCII counts as one.
bool IsWordLetter(char c) { return IsLetter(c) || static_cast<uint8_t>(c) >= 0x80; }

class StringReader {
 public:
  StringReader(std::string_view text, size_t& at, int& line, TomlQuotes quotes, const TomlFailure& fail)
      : text_(text),
        at_(at),
        line_(line),
        fail_(fail),
        quote_(text[at]),
        may_span_lines_(quotes == TomlQuotes::kOfAnyKind) {}

  std::string Read() {
    const std::string triple(3, quote_);
    multiline_ = may_span_lines_ && text_.substr(at_, 3) == triple;
    closer_ = multiline_ ? triple : std::string(1, quote_);
    at_ += closer_.size();
    if (multiline_) SkipNewline();
    content_ = at_;
    while (!AtCloser()) ReadCharacter();
    at_ += closer_.size();
    return std::move(out_);
  }

 private:
  bool AtCloser() const {
    if (text_.substr(at_, closer_.size()) != closer_) return false;
    // Up to two quotes may stand ahead of the closing three.
    return !multiline_ || text_.substr(at_ + 3, 1) != std::string(1, quote_);
  }

  bool SkipNewline() {
    const size_t size = text_.substr(at_, 2) == "\r\n" ? 2 : text_.substr(at_, 1) == "\n" ? 1 : 0;
    if (size == 0) return false;
    at_ += size;
    ++line_;
    return true;
  }

  void ReadCharacter() {
    if (at_ >= text_.size()) {
      fail_(line_ - 1,
            fmt::format("unexpected EOF; expected {1}{0}{1}", closer_, quote_ == '"' ? '\'' : '"'));
    }
    const size_t start = at_;
    const bool has_return = text_[at_] == '\r';
    if (SkipNewline()) {
      // The original takes a line off, which a newline adds and the return ahead of it does not.
      if (!multiline_) fail_(has_return ? line_ - 2 : line_ - 1, "strings cannot contain newlines");
      out_ += text_.substr(start, at_ - start);
      return;
    }
    const auto c = static_cast<uint8_t>(text_[at_]);
    if ((c < 0x20 && c != '\t') || c == 0x7F) {
      fail_(line_, fmt::format("TOML files cannot contain control characters: '0x{:02x}'", c));
    }
    if (c == '\\' && quote_ == '"') {
      ReadEscape();
      return;
    }
    if (DecodeUtf8(text_, at_) == kInvalidCharacter) {
      fail_(line_, fmt::format("invalid UTF-8 byte: {:#04x}", c));
    }
    out_ += text_.substr(start, at_ - start);
  }

  void ReadEscape() {
    static constexpr std::string_view kNames = "btnfr\"\\";
    static constexpr std::string_view kMeanings = "\b\t\n\f\r\"\\";
    ++at_;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (multiline_ && SkipLineContinuation()) return;
    ++at_;
    if (c == 'u' || c == 'U') return ReadUnicodeEscape(c == 'u' ? 4 : 8);
    const size_t found = kNames.find(c);
    if (found == std::string_view::npos) {
      const bool at_end = at_ > text_.size();
      fail_(at_end ? line_ - 1 : line_, fmt::format("invalid escape in string '\\{}'", c));
    }
    out_ += kMeanings[found];
  }

  // A backslash at the end of a line swallows all blanks and newlines up to the next word.
  bool SkipLineContinuation() {
    size_t ahead = at_;
    while (ahead < text_.size() && (text_[ahead] == ' ' || text_[ahead] == '\t' || text_[ahead] == '\r'))
      ++ahead;
    if (ahead >= text_.size() || text_[ahead] != '\n') return false;
    at_ = ahead;
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
      if (text_[at_++] == '\n') ++line_;
    }
    return true;
  }

  void ReadUnicodeEscape(size_t digits) {
    uint32_t character = 0;
    for (const size_t end = at_ + digits; at_ < end; ++at_) {
      const int value = at_ < text_.size() ? HexValue(text_[at_]) : -1;
      if (value < 0) {
        fail_(line_, fmt::format("expected {} hexadecimal digits after '\\{}', but got {} instead",
                                 digits == 4 ? "four" : "eight", digits == 4 ? 'u' : 'U',
                                 go::QuoteText(text_.substr(content_, at_ + 1 - content_))));
      }
      character = character * 16 + static_cast<uint32_t>(value);
    }
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
      fail_(line_, fmt::format("Escaped character '\\u{:04x}' is not valid UTF-8.", character));
    }
    AppendUtf8(out_, character);
  }

  std::string_view text_;
  size_t& at_;
  int& line_;
  const TomlFailure& fail_;
  const char quote_;
  const bool may_span_lines_;
  bool multiline_ = false;
  size_t content_ = 0;  // where the text begins
  std::string closer_;
  std::string out_;
};

bool HasMisplacedUnderscore(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') continue;
    if (i == 0 || i + 1 == text.size() || HexValue(text[i - 1]) < 0 || HexValue(text[i + 1]) < 0) return true;
  }
  return false;
}

Value ParseInteger(std::string_view word, int line, const TomlFailure& fail) {
  if (HasMisplacedUnderscore(word)) {
    fail(line, fmt::format("Invalid integer \"{}\": underscores must be surrounded by digits", word));
  }
  std::string digits = ReplaceAll(word, "_", "");
  if (digits[0] == '+') digits.erase(0, 1);
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0' && digits[1] > '9') {
    base = digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2;
    digits.erase(0, 2);
  }
  const std::string_view unsigned_digits = std::string_view(digits).substr(digits[0] == '-' ? 1 : 0);
  if (base == 10 && unsigned_digits.size() > 1 && unsigned_digits[0] == '0') {
    fail(line, fmt::format("Invalid integer \"{}\": cannot have leading zeroes", word));
  }
  int64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (result.ec == std::errc::result_out_of_range)
    fail(line, fmt::format("{} is out of range for int64", digits));
  return Value::Int(value);
}

Value ParseFloat(std::string_view word, int line, const TomlFailure& fail) {
  if (HasMisplacedUnderscore(word)) {
    fail(line, fmt::format("Invalid float \"{}\": underscores must be surrounded by digits", word));
  }
  const size_t dot = word.find('.');
  if (dot != std::string_view::npos && (dot + 1 == word.size() || !IsDigit(word[dot + 1]))) {
    fail(line, fmt::format("Invalid float \"{}\": '.' must be followed by one or more digits", word));
  }
  const std::string digits = ReplaceAll(word, "_", "");
  const char* start = digits.c_str() + (digits[0] == '+' ? 1 : 0);
  char* end = nullptr;
  const double value = std::strtod(start, &end);
  if (*end != '\0') fail(line, fmt::format("Invalid float value: \"{}\"", word));
  if (std::isinf(value)) fail(line, fmt::format("{} is out of range for float64", digits));
  return Value::Float(value);
}

// A date, a time, or both; a zone only with both.
bool IsDateTime(std::string_view word) {
  static const RE2 time_only("([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?");
  static const RE2 dated(
      "(\\d{4})-(\\d\\d)-(\\d\\d)"
      "([Tt ]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)?)?");
  const re2::StringPiece piece(word.data(), word.size());
  if (RE2::FullMatch(piece, time_only)) return true;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (!RE2::FullMatch(piece, dated, &year, &month, &day)) return false;
  using namespace std::chrono;
  return year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
}

// A value without quotes: a keyword, a number or a date.
class WordReader {
 public:
  WordReader(std::string_view text, size_t& at, int line, const TomlFailure& fail)
      : text_(text), at_(at), start_(at), line_(line), fail_(fail) {}

  Value Read() {
    if (IsWordLetter(Peek())) return ReadKeyword();
    const bool is_signed = Peek() == '-' || Peek() == '+';
    if (is_signed) {
      ++at_;
      if (std::optional<Value> special = TakeSpecial()) return *special;
    }
    if (Peek() == '.') fail_(line_, "floats must start with a digit, not '.'");
    if (!IsDigit(Peek())) {
      const std::string found = QuotedHere();
      if (is_signed) fail_(AtEnd() ? line_ - 1 : line_, "expected a digit but got " + found);
      fail_(line_, "expected value but found " + found + " instead");
    }
    return is_signed ? ReadNumber() : ReadNumberOrDate();
  }

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  std::string_view Word() const { return text_.substr(start_, at_ - start_); }

  std::string QuotedHere() const {
    size_t at = at_;
    return AtEnd() ? "'\\x00'" : go::QuoteCharacter(DecodeUtf8(text_, at));
  }

  void TakeAll(std::string_view characters) {
    while (!AtEnd() && characters.find(text_[at_]) != std::string_view::npos) ++at_;
  }

  std::optional<Value> TakeSpecial() {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::string_view next = text_.substr(at_, 3);
    if (next != "inf" && next != "nan") return std::nullopt;
    at_ += 3;
    if (next == "nan") return Value::Float(std::nan(""));
    return Value::Float(text_[start_] == '-' ? -infinity : infinity);
  }

  Value ReadKeyword() {
    if (std::optional<Value> special = TakeSpecial()) return *special;
    while (IsWordLetter(Peek())) ++at_;
    if (Word() != "true" && Word() != "false") {
      fail_(line_, fmt::format("expected value but found {} instead", go::QuoteText(Word())));
    }
    return Value::Bool(Word() == "true");
  }

  Value ReadNumberOrDate() {
    if (Peek() == '0' && at_ + 1 < text_.size()) {
      if (text_[at_ + 1] == 'x') return ReadOfBase("0123456789abcdefABCDEF_", "a hexidecimal");
      if (text_[at_ + 1] == 'o') return ReadOfBase("01234567_", "an octal");
      if (text_[at_ + 1] == 'b') return ReadOfBase("01_", "a binary");
    }
    TakeAll("0123456789");
    return Peek() == '-' || Peek() == ':' ? ReadDate() : ReadNumber();
  }

  Value ReadOfBase(std::string_view digits, std::string_view name) {
    at_ += 2;
    if (digits.find(Peek()) == std::string_view::npos) {
      fail_(line_, fmt::format("not {} number: '{}{}'", name, Word(), Peek()));
    }
    TakeAll(digits);
    return ParseInteger(Word(), line_, fail_);
  }

  // A date and a time may have a blank between them.
  Value ReadDate() {
    TakeAll("0123456789-:Tt.Zz+");
    if (Word().size() == 10 && Peek() == ' ' && text_.substr(at_ + 3, 1) == ":") {
      ++at_;
      TakeAll("0123456789-:Tt.Zz+");
    }
    if (!IsDateTime(Word())) fail_(line_, fmt::format("Invalid TOML Datetime: {}.", go::QuoteText(Word())));
    return Value::String(Word());
  }

  Value ReadNumber() {
    TakeAll("0123456789_");
    if (std::string_view(".eE").find(Peek()) == std::string_view::npos || AtEnd()) {
      return ParseInteger(Word(), line_, fail_);
    }
    TakeAll("0123456789_.-+eE");
    return ParseFloat(Word(), line_, fail_);
  }

  std::string_view text_;
  size_t& at_;
  const size_t start_;
  const int line_;
  const TomlFailure& fail_;
};

}  // namespace

std::string ReadTomlString(std::string_view text, size_t& at, int& line, TomlQuotes quotes,
                           const TomlFailure& fail) {
  return StringReader(text, at, line, quotes, fail).Read();
}

Value ReadTomlWord(std::string_view text, size_t& at, int line, const TomlFailure& fail) {
  return WordReader(text, at, line, fail).Read();
}

}  // namespace pkgrepo::ytt
