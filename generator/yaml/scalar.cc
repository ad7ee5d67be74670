#include "yaml/scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <optional>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/float_text.h"
#include "yaml/timestamp.h"

namespace pkgrepo::yaml {
namespace {

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return word[0] == text[0] && word == text; });
}

// Words with a meaning; nullopt for all others.
std::optional<Value> ResolveWord(std::string_view text) {
  switch (text.size()) {
    case 1:
      if (IsOneOf(text, {"y", "Y"})) return Value::Bool(true);
      if (IsOneOf(text, {"n", "N"})) return Value::Bool(false);
      if (text == "~") return Value();
      break;
    case 2:
      if (IsOneOf(text, {"on", "On", "ON"})) return Value::Bool(true);
      if (IsOneOf(text, {"no", "No", "NO"})) return Value::Bool(false);
      break;
    case 3:
      if (IsOneOf(text, {"yes", "Yes", "YES"})) return Value::Bool(true);
      if (IsOneOf(text, {"off", "Off", "OFF"})) return Value::Bool(false);
      break;
    case 4:
      if (IsOneOf(text, {"true", "True", "TRUE"})) return Value::Bool(true);
      if (IsOneOf(text, {"null", "Null", "NULL"})) return Value();
      if (IsOneOf(text, {".nan", ".NaN", ".NAN"})) return Value::Float(std::nan(""));
      if (IsOneOf(text, {".inf", ".Inf", ".INF"})) return Value::Float(INFINITY);
      break;
    case 5:
      if (IsOneOf(text, {"false", "False", "FALSE"})) return Value::Bool(false);
      if (IsOneOf(text, {"+.inf", "+.Inf", "+.INF"})) return Value::Float(INFINITY);
      if (IsOneOf(text, {"-.inf", "-.Inf", "-.INF"})) return Value::Float(-INFINITY);
      break;
    default:
      break;
  }
  return std::nullopt;
}

// Go's strconv.ParseInt and ParseUint with base 0: the prefix of the text decides on the base.
std::optional<Value> ParseInteger(std::string_view text) {
  bool negative = false;
  bool is_signed = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    is_signed = true;
    text.remove_prefix(1);
  }
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char mark = static_cast<char>(text[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
    text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
  }
  uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (negative) {
    if (magnitude > static_cast<uint64_t>(INT64_MAX) + 1) return std::nullopt;
    return Value::Int(static_cast<int64_t>(0 - magnitude));
  }
  if (is_signed && magnitude > INT64_MAX) return std::nullopt;
  return Value::Uint(magnitude);
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool HasFloatForm(std::string_view text) {
  size_t i = 0;
  const auto skip_digits = [&] {
    const size_t start = i;
    while (i < text.size() && IsDigit(text[i])) ++i;
    return i - start;
  };
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  const size_t whole = skip_digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (skip_digits() == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (i < text.size() && (text[i] | 0x20) == 'e') {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (skip_digits() == 0) return false;
  }
  return i == text.size();
}

std::optional<Value> ParseFloat(std::string_view text) {
  if (!HasFloatForm(text)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    // Too small rounds to zero; too large is not a float at all.
    const size_t exponent = text.find_first_of("eE");
    const bool tiny =
        exponent != std::string_view::npos && text.find('-', exponent) != std::string_view::npos;
    return tiny ? std::optional<Value>(Value::Float(text[0] == '-' ? -0.0 : 0.0)) : std::nullopt;
  }
  return Value::Float(value);
}

std::optional<Value> ParseNumber(std::string_view text) {
  std::string without_underscores;
  if (text.find('_') != std::string_view::npos) {
    for (const char c : text) {
      if (c != '_') without_underscores += c;
    }
    text = without_underscores;
  }
  if (text.empty()) return std::nullopt;
  if (std::optional<Value> integer = ParseInteger(text)) return integer;
  return ParseFloat(text);
}

bool MayBeNumber(char first) { return IsDigit(first) || first == '-' || first == '+' || first == '.'; }
bool MayBeWord(char first) {
  return std::string_view("yYnNtTfFoO~.+-").find(first) != std::string_view::npos;
}

// [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
bool IsBase60(std::string_view text) {
  size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  if (i == text.size() || !IsDigit(text[i])) return false;
  while (i < text.size() && (IsDigit(text[i]) || text[i] == '_')) ++i;
  size_t groups = 0;
  while (i + 1 < text.size() && text[i] == ':' && IsDigit(text[i + 1])) {
    const bool two_digits = i + 2 < text.size() && IsDigit(text[i + 2]);
    if (two_digits && text[i + 1] > '5') return false;
    i += two_digits ? 3 : 2;
    ++groups;
  }
  if (groups > 0 && i < text.size() && text[i] == '.') {
    ++i;
    while (i < text.size() && (IsDigit(text[i]) || text[i] == '_')) ++i;
  }
  return groups > 0 && i == text.size();
}

std::string_view TypeTag(const Value& value) {
  switch (value.type()) {
    case Value::Type::kNull:
      return "null";
    case Value::Type::kBool:
      return "bool";
    case Value::Type::kFloat:
      return "float";
    case Value::Type::kString:
      return IsTimestamp(value.string()) ? "timestamp" : "str";
    default:
      return "int";
  }
}

Value DecodeBinary(std::string_view text) {
  std::string compact;
  for (const char c : text) {
    if (c != '\n' && c != '\r') compact += c;
  }
  const std::optional<std::string> bytes = Base64Decode(compact);
  if (!bytes) throw Error("!!binary value contains invalid base64 data");
  return Value::String(*bytes);
}

// -?(0|[1-9][0-9]*), optionally with (\.[0-9]+)? and ([eE][-+]?[0-9]+)?
bool IsStrictNumber(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  if (text.empty() || !IsDigit(text[0]) || !HasFloatForm(text)) return false;
  if (text[0] == '0' && text.size() > 1 && IsDigit(text[1])) return false;
  const size_t dot = text.find('.');
  return dot == std::string_view::npos || (dot + 1 < text.size() && IsDigit(text[dot + 1]));
}

// Blanks and line breaks of all scripts.
bool IsWhitespace(uint32_t c) {
  if (c <= 0x20) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool HasWhitespace(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (IsWhitespace(DecodeUtf8(text, i))) return true;
  }
  return false;
}

void CheckStrictText(std::string_view text) {
  const auto refuse = [&](std::string_view what) {
    throw Error("Strict parsing: Strings with " + std::string(what) + " must be explicitly quoted: '" +
                std::string(text) + "'");
  };
  if (HasWhitespace(text)) refuse("whitespace");
  if (text.find(':') != std::string_view::npos) refuse("colon");
  if (text.find("---") != std::string_view::npos) refuse("triple-dash");
}

void CheckStrictNumber(std::string_view text) {
  const bool integer = text.find_first_of(".eE") == std::string_view::npos;
  if (integer && !ParseInteger(text)) {
    throw Error("Strict parsing: Parsing int '" + std::string(text) + "': strconv.ParseUint: parsing \"" +
                std::string(text) + "\": " + (text[0] == '-' ? "invalid syntax" : "value out of range"));
  }
  if (!integer && !ParseFloat(text)) {
    throw Error("Strict parsing: Parsing float '" + std::string(text) + "': strconv.ParseFloat: parsing \"" +
                std::string(text) + "\": value out of range");
  }
}

}  // namespace

std::optional<Value> ResolveOther(std::string_view text) {
  if (text.empty()) return Value();
  if (MayBeWord(text[0])) {
    if (std::optional<Value> word = ResolveWord(text)) return word;
  }
  return MayBeNumber(text[0]) ? ParseNumber(text) : std::nullopt;
}

Value ResolvePlain(std::string_view text) {
  std::optional<Value> value = ResolveOther(text);
  return value ? std::move(*value) : Value::String(text);
}

Value ResolveTagged(std::string_view text, std::string_view tag) {
  constexpr std::string_view kPrefix = "tag:yaml.org,2002:";
  if (tag.substr(0, kPrefix.size()) != kPrefix) return Value::String(text);
  const std::string_view name = tag.substr(kPrefix.size());
  if (name == "binary") return DecodeBinary(text);
  const bool known =
      name == "int" || name == "float" || name == "bool" || name == "null" || name == "timestamp";
  if (!known) return Value::String(text);
  Value value = ResolvePlain(text);
  // Only who asks for a date finds one.
  const std::string_view found = value.is_string() && name != "timestamp" ? "str" : TypeTag(value);
  if (name == found) return value;
  if (name == "float" && (value.is_int() || value.is_uint())) {
    return Value::Float(value.is_int() ? static_cast<double>(value.as_int())
                                       : static_cast<double>(value.as_uint()));
  }
  throw Error("cannot decode !!" + std::string(found) + " `" + std::string(text) + "` as a !!" +
              std::string(name));
}

void CheckStrict(std::string_view text) {
  if (IsStrictNumber(text)) return CheckStrictNumber(text);
  const Value value = ResolvePlain(text);
  const std::string_view tag = TypeTag(value);
  if (tag == "str" || tag == "timestamp") CheckStrictText(text);
  if (tag == "str") return;
  if (text.empty() || text == "true" || text == "false") return;
  throw Error("Strict parsing: Found '" + std::string(text) + "' ambigious (could be !!str or !!" +
              std::string(tag) + ")");
}

bool LooksLikeOtherType(std::string_view text) {
  if (ResolveOther(text)) return true;
  return MayBeNumber(text[0]) && (IsTimestamp(text) || IsBase60(text));
}

std::string FormatFloat(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  return go::FormatShortestFloat(value);
}

}  // namespace pkgrepo::yaml
