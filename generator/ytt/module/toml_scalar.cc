#include "ytt/module/toml_scalar.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "starlark/values/string.h"
#include "ytt/module/quote.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

class StringReader {
 public:
  StringReader(std::string_view text, size_t& at, int& line, const TomlFailure& fail)
      : text_(text), at_(at), line_(line), fail_(fail), quote_(text[at]) {}

  std::string Read() {
    const std::string triple(3, quote_);
    multiline_ = text_.substr(at_, 3) == triple;
    closer_ = multiline_ ? triple : std::string(1, quote_);
    at_ += closer_.size();
    if (multiline_) SkipNewline();
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
      fail_(0, fmt::format("unexpected EOF; expected {1}{0}{1}", closer_, quote_ == '"' ? '\'' : '"'));
    }
    const size_t start = at_;
    if (SkipNewline()) {
      if (!multiline_) fail_(line_ - 1, "strings cannot contain newlines");
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
    if (found == std::string_view::npos) fail_(line_, fmt::format("invalid escape in string '\\{}'", c));
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
    const std::string_view hex = text_.substr(std::min(at_, text_.size()), digits);
    uint32_t character = 0;
    const auto result = std::from_chars(hex.data(), hex.data() + hex.size(), character, 16);
    if (hex.size() < digits || result.ptr != hex.data() + hex.size()) {
      fail_(line_, fmt::format("expected {} hexadecimal digits after '\\{}{}', but got '{}' instead",
                               digits == 4 ? "four" : "eight", digits == 4 ? 'u' : 'U', hex, hex));
    }
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
      fail_(line_, fmt::format("Escaped character '\\u{:04x}' is not valid UTF-8.", character));
    }
    AppendUtf8(out_, character);
    at_ += digits;
  }

  std::string_view text_;
  size_t& at_;
  int& line_;
  const TomlFailure& fail_;
  const char quote_;
  bool multiline_ = false;
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
  if (dot != std::string_view::npos && (dot + 1 == word.size() || HexValue(word[dot + 1]) < 0)) {
    fail(line, fmt::format("Invalid float \"{}\": '.' must be followed by one or more digits", word));
  }
  const std::string digits = ReplaceAll(word, "_", "");
  const char* start = digits.c_str() + (digits[0] == '+' ? 1 : 0);
  char* end = nullptr;
  const double value = std::strtod(start, &end);
  if (*end != '\0') fail(line, fmt::format("Invalid float value: \"{}\"", word));
  return Value::Float(value);
}

std::optional<Value> ParseKeyword(std::string_view word) {
  if (word == "true" || word == "false") return Value::Bool(word == "true");
  const double infinity = std::numeric_limits<double>::infinity();
  if (word == "inf" || word == "+inf") return Value::Float(infinity);
  if (word == "-inf") return Value::Float(-infinity);
  if (word == "nan" || word == "+nan" || word == "-nan") return Value::Float(std::nan(""));
  return std::nullopt;
}

bool IsDateTime(std::string_view word) {
  static const RE2 pattern(
      "(\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]))?"
      "([Tt ]?([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)?)?");
  return RE2::FullMatch(re2::StringPiece(word.data(), word.size()), pattern);
}

}  // namespace

std::string ReadTomlString(std::string_view text, size_t& at, int& line, const TomlFailure& fail) {
  return StringReader(text, at, line, fail).Read();
}

Value ReadTomlWord(std::string_view text, size_t& at, int line, const TomlFailure& fail) {
  static const RE2 date_start("\\d{4}-\\d|\\d\\d:");
  static const RE2 integer("[+-]?[0-9_]+|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+");
  static const RE2 floating("[+-]?[0-9_]+(\\.[0-9_]*)?([eE][+-]?[0-9_]*)?");
  const size_t start = at;
  while (at < text.size() && std::string_view(" \t\r\n,]}#").find(text[at]) == std::string_view::npos) ++at;
  std::string_view word = text.substr(start, at - start);
  const re2::StringPiece piece(word.data(), word.size());
  if (piece.size() >= 3 && date_start.Match(piece, 0, piece.size(), RE2::ANCHOR_START, nullptr, 0)) {
    // A date and a time may have a blank between them.
    if (word.size() == 10 && text.substr(at, 1) == " " && text.substr(at + 3, 1) == ":") {
      at = std::min(text.find_first_of("\t\r\n,]}# ", at + 1), text.size());
      word = text.substr(start, at - start);
    }
    if (!IsDateTime(word)) fail(line, fmt::format("Invalid TOML Datetime: {}.", QuoteText(word)));
    return Value::String(word);
  }
  if (const std::optional<Value> keyword = ParseKeyword(word)) return *keyword;
  if (!word.empty() && word[0] == '.') fail(line, "floats must start with a digit, not '.'");
  if (RE2::FullMatch(piece, integer)) return ParseInteger(word, line, fail);
  if (RE2::FullMatch(piece, floating)) return ParseFloat(word, line, fail);
  if (word.substr(0, 2) == "0x") fail(line, fmt::format("not a hexidecimal number: '{}'", word));
  fail(line, fmt::format("expected value but found {} instead", QuoteText(word)));
  return Value::None();
}

}  // namespace pkgrepo::ytt
