#include "go/json_reader.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/quote.h"

namespace pkgrepo::go {
namespace {

using nlohmann::json;

// A byte in messages, each taken for a character of its own.
std::string QuoteByte(char c) { return QuoteCharacter(static_cast<uint8_t>(c)); }

class JsonReader {
 public:
  JsonReader(std::string_view text, JsonHandler& handler, size_t max_depth)
      : text_(text), handler_(handler), max_depth_(max_depth) {}

  void Read() {
    try {
      ReadAll();
    } catch (const Error&) {
      handler_.At(at_);
      throw;
    }
  }

 private:
  void ReadAll() {
    while (ReadValue()) {
    }
    SkipBlanks();
    if (at_ < text_.size()) ThrowInvalid("after top-level value");
  }

  bool AtEnd() const { return at_ == text_.size(); }

  void SkipBlanks() {
    while (!AtEnd() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n'))
      ++at_;
  }

  [[noreturn]] void ThrowInvalid(const std::string& where) const {
    // Go ends the text with a blank: what would refuse that one is reported as such.
    throw Error("invalid character " + QuoteByte(AtEnd() ? ' ' : text_[at_]) + " " + where);
  }
  [[noreturn]] static void ThrowEnd() { throw Error("unexpected end of JSON input"); }

  // The next byte that is not a blank.
  char Next() {
    SkipBlanks();
    if (AtEnd()) ThrowEnd();
    return text_[at_];
  }

  // Reads one value and what follows it up to the next one; of an array or object that is not empty, its beginning.
  // Returns whether there is another value to come.
  bool ReadValue() {
    const char c = Next();
    handler_.At(at_);
    if (c == '{' || c == '[') {
      if (!Open(c)) return true;
    } else {
      ReadScalar(c);
    }
    return GoOn();
  }

  // Returns whether it is closed at once.
  bool Open(char bracket) {
    if (open_.size() == max_depth_) throw Error("exceeded max depth");
    ++at_;
    open_ += bracket;
    bracket == '{' ? handler_.BeginObject() : handler_.BeginArray();
    const bool is_empty = Next() == (bracket == '{' ? '}' : ']');
    if (is_empty) {
      Close();
    } else if (bracket == '{') {
      ReadKey();
    }
    return is_empty;
  }

  void Close() {
    ++at_;
    open_.back() == '{' ? handler_.EndObject() : handler_.EndArray();
    open_.pop_back();
  }

  // After a value: closes what ends here. Returns whether another value follows.
  bool GoOn() {
    while (!open_.empty()) {
      const bool in_object = open_.back() == '{';
      const char c = Next();
      if (c == ',') {
        ++at_;
        if (in_object) {
          Next();
          ReadKey();
        }
        return true;
      }
      if (c != (in_object ? '}' : ']'))
        ThrowInvalid(in_object ? "after object key:value pair" : "after array element");
      Close();
    }
    return false;
  }

  void ReadKey() {
    if (text_[at_] != '"') ThrowInvalid("looking for beginning of object key string");
    handler_.At(at_);
    handler_.Key(ReadString());
    if (Next() != ':') ThrowInvalid("after object key");
    ++at_;
  }

  void ReadScalar(char c) {
    switch (c) {
      case '"':
        return handler_.String(ReadString());
      case 't':
        ReadWord("true");
        return handler_.Bool(true);
      case 'f':
        ReadWord("false");
        return handler_.Bool(false);
      case 'n':
        ReadWord("null");
        return handler_.Null();
      default:
        if (c != '-' && !IsDigit(c)) ThrowInvalid("looking for beginning of value");
        ReadNumber();
    }
  }

  void ReadWord(std::string_view word) {
    for (const char expected : word) {
      if (AtEnd() || text_[at_] != expected) {
        ThrowInvalid("in literal " + std::string(word) + " (expecting " + QuoteByte(expected) + ")");
      }
      ++at_;
    }
  }

  void ReadDigits(const std::string& where) {
    if (AtEnd() || !IsDigit(text_[at_])) ThrowInvalid(where);
    while (!AtEnd() && IsDigit(text_[at_])) ++at_;
  }

  bool Skip(std::string_view characters) {
    if (AtEnd() || characters.find(text_[at_]) == characters.npos) return false;
    ++at_;
    return true;
  }

  void ReadNumber() {
    const size_t start = at_;
    Skip("-");
    if (!Skip("0")) ReadDigits("in numeric literal");
    if (Skip(".")) ReadDigits("after decimal point in numeric literal");
    if (Skip("eE")) {
      Skip("+-");
      ReadDigits("in exponent of numeric literal");
    }
    handler_.Number(text_.substr(start, at_ - start));
  }

  std::string ReadString() {
    std::string out;
    ++at_;
    while (true) {
      if (AtEnd()) ThrowEnd();
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
    if (AtEnd()) ThrowInvalid("in string escape code");
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
      if (AtEnd() || !IsHexDigit(text_[at_])) ThrowInvalid("in \\u hexadecimal character escape");
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
  JsonHandler& handler_;
  const size_t max_depth_;
  size_t at_ = 0;
  std::string open_;  // the brackets around, innermost last
};

class JsonBuilder final : public JsonHandler {
 public:
  // Call it once, after all has been read.
  json Finish() { return std::move(root_); }

  void Null() override { Put(nullptr); }
  void Bool(bool value) override { Put(value); }
  void Number(std::string_view text) override {
    json number = json::parse(text, nullptr, /*allow_exceptions=*/false);
    Put(number.is_discarded() ? json(std::strtod(std::string(text).c_str(), nullptr)) : std::move(number));
  }
  void String(std::string value) override { Put(std::move(value)); }
  void Key(std::string key) override { key_ = std::move(key); }
  void BeginObject() override { open_.push_back(&Put(json::object())); }
  void EndObject() override { open_.pop_back(); }
  void BeginArray() override { open_.push_back(&Put(json::array())); }
  void EndArray() override { open_.pop_back(); }

 private:
  json& Put(json value) {
    if (open_.empty()) return root_ = std::move(value);
    json& container = *open_.back();
    if (container.is_object()) return container[key_] = std::move(value);
    container.push_back(std::move(value));
    return container.back();
  }

  json root_;
  std::vector<json*>
      open_;  // the arrays and objects around, innermost last: nothing is added to those further out
  std::string key_;
};

}  // namespace

void ReadJson(std::string_view text, JsonHandler& handler, size_t max_depth) {
  JsonReader(text, handler, max_depth).Read();
}

json ParseJson(std::string_view text, size_t max_depth) {
  JsonBuilder builder;
  ReadJson(text, builder, max_depth);
  return builder.Finish();
}

}  // namespace pkgrepo::go
