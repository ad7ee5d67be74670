// The universal functions that make numbers and truth values.

#include <cmath>

#include "base/error.h"
#include "go/number.h"
#include "starlark/eval/universe.h"
#include "starlark/values/big_int.h"
#include "starlark/values/operations.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

Value Bool(Thread&, Arguments arguments) {
  Value value = Value::Bool(false);
  UnpackPositional("bool", arguments, 0, value);
  return Value::Bool(Truth(value));
}

Value Float(Thread&, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error("float does not accept keyword arguments");
  if (arguments.size() == 0) return Value::Float(0);
  if (arguments.size() != 1)
    throw Error("float got " + std::to_string(arguments.size()) + " arguments, wants 1");
  const Value& argument = arguments[0];
  if (argument.is_bool()) return Value::Float(argument.as_bool() ? 1 : 0);
  if (std::optional<double> number = AsDouble(argument)) return Value::Float(*number);
  if (!argument.is_string()) {
    throw Error("float got " + std::string(TypeName(argument)) + ", want number or string");
  }
  return WithContext("float: ", [&] { return Value::Float(go::ParseFloat(argument.as_string())); });
}

Value IntFromString(std::string_view text, int base) {
  std::string_view digits = text;
  std::string_view sign;
  if (digits.starts_with('+') || digits.starts_with('-')) {
    sign = digits.substr(0, 1);
    digits.remove_prefix(1);
  }
  const auto refuse = [&](int named_base) {
    throw Error("int: invalid literal with base " + std::to_string(named_base) + ": " + std::string(text));
  };
  int prefixed = 0;
  if (digits.size() > 2 && digits[0] == '0') {
    char prefix = static_cast<char>(digits[1] | 0x20);
    prefixed = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
  }
  int actual = base;
  if (prefixed != 0) {
    digits.remove_prefix(2);
    if (base != 0 && base != prefixed) refuse(base);
    actual = prefixed;
  } else if (base == 0) {
    const bool has_leading_zero = digits.size() > 1 && digits[0] == '0';
    if (has_leading_zero && digits.find_first_not_of('0') != digits.npos) refuse(base);
    actual = 10;
  }
  const bool has_sign = digits.starts_with('+') || digits.starts_with('-');
  Value number = has_sign ? Value() : ParseInt(std::string(sign) + std::string(digits), actual);
  if (!number.is_set()) refuse(actual);
  return number;
}

Value Int(Thread&, Arguments arguments) {
  Value value, base_value;
  UnpackArguments("int", arguments, {"x", "base?"}, value, base_value);
  if (value.is_string()) {
    int base = 10;
    if (base_value.is_set()) {
      std::optional<int64_t> given = AsInt64(base_value);
      base = given && *given >= 0 && *given <= 36 ? static_cast<int>(*given) : 1;
      if (base == 1) throw Error("int: base must be an integer >= 2 && <= 36");
    }
    return IntFromString(value.as_string(), base);
  }
  if (base_value.is_set()) throw Error("int: can't convert non-string with explicit base");
  if (value.is_bool()) return Value::Int(value.as_bool() ? 1 : 0);
  if (IsInt(value)) return value;
  if (!value.is_float()) throw Error("int: cannot convert " + std::string(TypeName(value)) + " to int");
  Value truncated = IntFromDouble(value.as_float());
  if (!truncated.is_set()) {
    throw Error(std::string("int: cannot convert float ") +
                (std::isnan(value.as_float()) ? "NaN" : "infinity") + " to integer");
  }
  return truncated;
}

}  // namespace

std::span<const UniversalFunction> UniversalNumbers() {
  static constexpr UniversalFunction kFunctions[] = {
      {"bool", Bool},
      {"float", Float},
      {"int", Int},
  };
  return kFunctions;
}

}  // namespace pkgrepo::starlark
