#include "starlark/values/format.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "go/unicode.h"
#include "go/value_text.h"
#include "starlark/values/big_int.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/string_methods.h"

namespace pkgrepo::starlark {

namespace {

// The original shows a byte as the character of that number.
std::string ByteAsRune(char byte) {
  std::string text;
  go::AppendRune(text, static_cast<unsigned char>(byte));
  return text;
}

// As many digits as tell the number from its neighbours.
std::string ShortestText(char conversion, double value) {
  std::string text = go::FormatFloatValue(value);
  if (conversion == 'G') std::replace(text.begin(), text.end(), 'e', 'E');
  return text;
}

// Expands one format string for the % operator.
class PercentFormatter {
 public:
  PercentFormatter(std::string_view format, const Value& operand)
      : rest_(format), operand_(operand), tuple_(operand.As<Tuple>()) {}

  std::string Run() {
    for (;;) {
      size_t percent = rest_.find('%');
      out_ += rest_.substr(0, percent);
      if (percent == std::string_view::npos) break;
      rest_.remove_prefix(percent + 1);
      if (rest_.starts_with('%')) {
        out_ += '%';
        rest_.remove_prefix(1);
      } else {
        Value argument = TakeArgument();
        if (rest_.empty()) throw Error("incomplete format");
        Convert(rest_[0], argument);
        rest_.remove_prefix(1);
      }
    }
    if (used_ < Supplied()) throw Error("too many arguments for format string");
    return std::move(out_);
  }

 private:
  size_t Supplied() const { return tuple_ != nullptr ? tuple_->size() : 1; }

  Value TakeArgument() {
    if (rest_.starts_with('(')) return TakeNamedArgument();
    if (used_ >= Supplied()) throw Error("not enough arguments for format string");
    size_t number = used_++;
    return tuple_ != nullptr ? tuple_->at(number) : operand_;
  }

  Value TakeNamedArgument() {
    size_t close = rest_.find(')');
    if (close == std::string_view::npos) throw Error("incomplete format key");
    std::string_view key = rest_.substr(1, close - 1);
    rest_.remove_prefix(close + 1);
    if (!operand_.is_object() || !operand_.object()->can(capability::kMapping)) {
      throw Error("format requires a mapping");
    }
    // Named operands do not count: the mapping is one operand, and now it is used.
    used_ = Supplied();
    Value value = operand_.object()->Get(Value::String(key));
    if (!value.is_set()) throw Error("key not found: " + std::string(key));
    return value;
  }

  void Convert(char conversion, const Value& argument) {
    switch (conversion) {
      case 's':
        out_ += Str(argument);
        break;
      case 'r':
        out_ += Repr(argument);
        break;
      case 'd':
      case 'i':
      case 'o':
      case 'x':
      case 'X':
        AppendInteger(conversion, argument);
        break;
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'F':
      case 'G':
        AppendReal(conversion, argument);
        break;
      case 'c':
        AppendCharacter(argument);
        break;
      default:
        throw Error("unknown conversion %" + ByteAsRune(conversion));
    }
  }

  void AppendInteger(char conversion, const Value& argument) {
    Value number = argument.is_float() ? IntFromDouble(argument.as_float()) : argument;
    if (!IsInt(number)) {
      std::string reason = "cannot convert " + std::string(TypeName(argument)) + " to int";
      if (argument.is_float()) {
        reason = std::string("cannot convert float ") +
                 (std::isnan(argument.as_float()) ? "NaN" : "infinity") + " to integer";
      }
      throw Error(std::string("%") + conversion + " format requires integer: " + reason);
    }
    std::string text = IntToText(number, conversion == 'o'                        ? 8
                                         : conversion == 'x' || conversion == 'X' ? 16
                                                                                  : 10);
    if (conversion == 'X') {
      for (char& c : text) c = static_cast<char>(go::ToUpperRune(static_cast<char32_t>(c)));
    }
    out_ += text;
  }

  void AppendReal(char conversion, const Value& argument) {
    std::optional<double> number = AsDouble(argument);
    if (!number) {
      throw Error(std::string("%") + conversion + " format requires float, not " +
                  std::string(TypeName(argument)));
    }
    out_ += conversion == 'g' || conversion == 'G' ? ShortestText(conversion, *number)
                                                   : FloatText(conversion, *number);
  }

  void AppendCharacter(const Value& argument) {
    if (argument.is_string()) {
      std::string_view text = argument.as_string();
      size_t length = 0;
      if (!text.empty()) go::DecodeRune(text, length);
      if (text.empty() || length != text.size()) throw Error("%c format requires a single-character string");
      out_ += text;
    } else if (IsInt(argument)) {
      std::optional<int64_t> code = AsInt64(argument);
      if (!code || *code < 0 || *code > 0x10FFFF) {
        throw Error("%c format requires a valid Unicode code point, got " + Repr(argument));
      }
      go::AppendRune(out_, static_cast<char32_t>(*code));
    } else {
      throw Error("%c format requires int or single-character string, not " +
                  std::string(TypeName(argument)));
    }
  }

  std::string_view rest_;
  const Value& operand_;
  const Tuple* tuple_;
  size_t used_ = 0;
  std::string out_;
};

// Expands one format string for str.format.
class FieldFormatter {
 public:
  FieldFormatter(std::string_view function, std::string_view format, const CallArguments& arguments)
      : prefix_(std::string(function) + ": "), rest_(format), arguments_(arguments) {}

  std::string Run() {
    while (!rest_.empty()) {
      size_t literal = rest_.find_first_of("{}");
      out_ += rest_.substr(0, literal);
      if (literal == std::string_view::npos) break;
      rest_.remove_prefix(literal);
      if (rest_.starts_with("{{") || rest_.starts_with("}}")) {
        out_ += rest_[0];
        rest_.remove_prefix(2);
      } else if (rest_[0] == '}') {
        Fail("single '}' in format");
      } else {
        rest_.remove_prefix(1);
        ExpandField();
      }
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void Fail(const std::string& message) const { throw Error(prefix_ + message); }

  // A replacement field: [name] ["!" conversion] [":" spec] "}"
  void ExpandField() {
    size_t close = rest_.find('}');
    if (close == std::string_view::npos) Fail("unmatched '{' in format");
    std::string_view field = rest_.substr(0, close);
    rest_.remove_prefix(close + 1);
    size_t bang = field.find('!');
    std::string_view name = field.substr(0, bang != std::string_view::npos ? bang : field.find(':'));
    std::string_view conversion = "s";
    std::string_view spec;
    std::string_view suffix = field.substr(name.size());
    if (suffix.starts_with('!')) {
      size_t colon = suffix.find(':');
      conversion = suffix.substr(1, colon == std::string_view::npos ? colon : colon - 1);
      suffix = colon == std::string_view::npos ? std::string_view() : suffix.substr(colon);
    }
    if (suffix.starts_with(':')) spec = suffix.substr(1);
    Value argument = FindArgument(name);
    if (!spec.empty()) {
      throw Error("format spec features not supported in replacement fields: " + std::string(spec));
    }
    if (conversion == "s") {
      out_ += Str(argument);
    } else if (conversion == "r") {
      out_ += Repr(argument);
    } else {
      Fail("unknown conversion \"" + std::string(conversion) + "\"");
    }
  }

  Value FindArgument(std::string_view name) {
    if (name.empty()) {
      if (numbering_ == Numbering::kManual) {
        Fail("cannot switch from manual field specification to automatic field numbering");
      }
      numbering_ = Numbering::kAutomatic;
      return Positional(next_++);
    }
    std::optional<int64_t> number = DecimalNumber(name);
    if (number) {
      if (numbering_ == Numbering::kAutomatic) {
        Fail("cannot switch from automatic field numbering to manual field specification");
      }
      numbering_ = Numbering::kManual;
      return Positional(static_cast<size_t>(*number));
    }
    for (size_t i = 0; i < arguments_.named_size(); ++i) {
      if (arguments_.name(i) == name) return arguments_.named(i);
    }
    // The original looks at the syntax only when the lookup has failed.
    if (name.find('.') != std::string_view::npos) {
      Fail("attribute syntax x.y is not supported in replacement fields: " + std::string(name));
    }
    if (name.find('[') != std::string_view::npos) {
      Fail("element syntax a[i] is not supported in replacement fields: " + std::string(name));
    }
    if (name.find('{') != std::string_view::npos) Fail("nested replacement fields not supported");
    Fail("keyword " + std::string(name) + " not found");
  }

  static std::optional<int64_t> DecimalNumber(std::string_view text) {
    for (char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
    }
    return AsInt64(ParseInt(text, 10));
  }

  const Value& Positional(size_t number) const {
    if (number >= arguments_.size()) Fail("tuple index out of range");
    return arguments_[number];
  }

  enum class Numbering { kUndecided, kAutomatic, kManual };

  std::string prefix_;
  std::string_view rest_;
  const CallArguments& arguments_;
  Numbering numbering_ = Numbering::kUndecided;
  size_t next_ = 0;
  std::string out_;
};

}  // namespace

Value FormatPercent(std::string_view format, const Value& operand) {
  return Value::String(PercentFormatter(format, operand).Run());
}

std::string FloatText(char conversion, double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const char format[] = {'%', conversion, '\0'};
  char text[400];
  return std::string(text, static_cast<size_t>(std::snprintf(text, sizeof text, format, value)));
}

namespace string_methods {

Value Format(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return Value::String(FieldFormatter(name, receiver.as_string(), arguments).Run());
}

}  // namespace string_methods

}  // namespace pkgrepo::starlark
