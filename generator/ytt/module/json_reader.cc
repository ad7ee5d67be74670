#include "ytt/module/json_reader.h"

#include <charconv>
#include <cmath>
#include <map>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/quote.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/string.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

// A byte as Go quotes it in messages: it takes each byte for a character of its own.
std::string QuoteByte(char c) { return go::QuoteCharacter(static_cast<uint8_t>(c)); }

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Value Read() {
    Value value = ReadValue(0);
    SkipBlanks();
    if (at_ < text_.size()) ThrowInvalid("after top-level value");
    if (!out_of_range_.empty()) {
      throw Error("json: cannot unmarshal number " + out_of_range_ + " into Go value of type float64");
    }
    return value;
  }

 private:
  void SkipBlanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n')) {
      ++at_;
    }
  }

  [[noreturn]] void ThrowInvalid(const std::string& where) const {
    // Go ends the text with a blank: what would refuse that one is reported as such.
    throw Error("invalid character " + QuoteByte(at_ < text_.size() ? text_[at_] : ' ') + " " + where);
  }
  [[noreturn]] static void ThrowEnd() { throw Error("unexpected end of JSON input"); }

  // The next byte that is not a blank.
  char Next() {
    SkipBlanks();
    if (at_ == text_.size()) ThrowEnd();
    return text_[at_];
  }

  Value ReadValue(int depth) {
    if (depth > yaml::kMaxDepth) throw Error("exceeded max depth");
    switch (Next()) {
      case '{':
        return ReadObject(depth);
      case '[':
        return ReadArray(depth);
      case '"':
        return Value::String(ReadString());
      case 't':
        return ReadWord("true", Value::Bool(true));
      case 'f':
        return ReadWord("false", Value::Bool(false));
      case 'n':
        return ReadWord("null", Value::None());
      default:
        if (text_[at_] == '-' || IsDigit(text_[at_])) return ReadNumber();
        ThrowInvalid("looking for beginning of value");
    }
  }

  Value ReadWord(std::string_view word, Value value) {
    for (const char expected : word) {
      if (at_ == text_.size() || text_[at_] != expected) {
        ThrowInvalid("in literal " + std::string(word) + " (expecting " + QuoteByte(expected) + ")");
      }
      ++at_;
    }
    return value;
  }

  Value ReadObject(int depth) {
    ++at_;
    std::map<std::string, Value> members;
    if (Next() == '}') {
      ++at_;
      return starlark::MakeRef<starlark::Dict>();
    }
    while (true) {
      if (Next() != '"') ThrowInvalid("looking for beginning of object key string");
      std::string key = ReadString();
      if (Next() != ':') ThrowInvalid("after object key");
      ++at_;
      members.insert_or_assign(std::move(key), ReadValue(depth + 1));
      const char c = Next();
      if (c != ',' && c != '}') ThrowInvalid("after object key:value pair");
      ++at_;
      if (c == '}') break;
    }
    auto dict = starlark::MakeRef<starlark::Dict>();
    for (auto& [key, value] : members) dict->Set(key, std::move(value));
    return dict;
  }

  Value ReadArray(int depth) {
    ++at_;
    auto list = starlark::MakeRef<starlark::List>();
    if (Next() == ']') {
      ++at_;
      return list;
    }
    while (true) {
      list->Append(ReadValue(depth + 1));
      const char c = Next();
      if (c != ',' && c != ']') ThrowInvalid("after array element");
      ++at_;
      if (c == ']') return list;
    }
  }

  void ReadDigits(const std::string& where) {
    if (at_ == text_.size() || !IsDigit(text_[at_])) ThrowInvalid(where);
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  }

  Value ReadNumber() {
    const size_t start = at_;
    if (text_[at_] == '-') ++at_;
    if (at_ < text_.size() && text_[at_] == '0') {
      ++at_;
    } else {
      ReadDigits("in numeric literal");
    }
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      ReadDigits("after decimal point in numeric literal");
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      ReadDigits("in exponent of numeric literal");
    }
    return Convert(text_.substr(start, at_ - start));
  }

  Value Convert(std::string_view number) {
    double value = 0;
    const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
    if (result.ec == std::errc::result_out_of_range) {
      // Too small is zero, too large an error; only the latter has a positive exponent.
      value = std::strtod(std::string(number).c_str(), nullptr);
      if (std::isinf(value) && out_of_range_.empty()) out_of_range_ = number;
    }
    return Value::Float(value);
  }

  std::string ReadString() {
    std::string out;
    ++at_;
    while (true) {
      if (at_ == text_.size()) ThrowEnd();
      const char c = text_[at_];
      if (c == '"') break;
      if (c == '\\') {
        ++at_;
        ReadEscape(out);
      } else if (static_cast<uint8_t>(c) < 0x20) {
        ThrowInvalid("in string literal");
      } else {
        AppendUtf8(out, DecodeUtf8(text_, at_));
      }
    }
    ++at_;
    return out;
  }

  void ReadEscape(std::string& out) {
    if (at_ == text_.size()) ThrowInvalid("in string escape code");
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = text_[at_];
    if (c == 'u') {
      ++at_;
      ReadUnicodeEscape(out);
      return;
    }
    const size_t found = kNames.find(c);
    if (found == std::string_view::npos) ThrowInvalid("in string escape code");
    out += kMeanings[found];
    ++at_;
  }

  uint32_t ReadHex4() {
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ == text_.size() || !IsHexDigit(text_[at_])) {
        ThrowInvalid("in \\u hexadecimal character escape");
      }
      value = value << 4 | static_cast<uint32_t>(HexValue(text_[at_]));
    }
    return value;
  }

  void ReadUnicodeEscape(std::string& out) {
    const uint32_t first = ReadHex4();
    if (first < 0xD800 || first > 0xDFFF) return AppendUtf8(out, first);
    if (first < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const size_t before = at_;
      at_ += 2;
      const uint32_t second = ReadHex4();
      if (second >= 0xDC00 && second <= 0xDFFF) {
        return AppendUtf8(out, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      }
      at_ = before;
    }
    AppendUtf8(out, kReplacementCharacter);
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string out_of_range_;
};

}  // namespace

Value ReadJson(std::string_view text) { return JsonReader(text).Read(); }

}  // namespace pkgrepo::ytt
