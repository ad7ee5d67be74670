// The universal functions that make texts, print them, or take characters apart.

#include "base/error.h"
#include "go/unicode.h"
#include "starlark/eval/interpreter.h"
#include "starlark/eval/universe.h"
#include "starlark/values/big_int.h"
#include "starlark/values/operations.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

Value Chr(Thread&, Arguments arguments) {
  const Value& argument = SingleArgument("chr", arguments, "1");
  if (!IsInt(argument)) throw Error("chr: got " + std::string(TypeName(argument)) + ", want int");
  std::optional<int64_t> code = AsInt64(argument);
  if (!code) throw Error("chr: got int, want int");  // as the original puts it
  if (*code > INT32_MAX || *code < INT32_MIN) throw Error("chr: " + Repr(argument) + " out of range");
  if (*code < 0) throw Error("chr: Unicode code point " + Repr(argument) + " out of range (<0)");
  if (*code > 0x10FFFF) {
    std::string digits = IntToText(argument, 16);
    for (char& digit : digits) digit = static_cast<char>(go::ToUpperRune(static_cast<char32_t>(digit)));
    throw Error("chr: Unicode code point U+" + digits + " out of range (>0x10FFFF)");
  }
  std::string text;
  go::AppendRune(text, static_cast<char32_t>(*code));
  return Value::String(text);
}

// The text that print and fail make of their arguments.
std::string JoinArguments(std::string_view function, Arguments arguments) {
  std::string separator = " ";
  UnpackArguments(function, CallArguments(nullptr, 0, arguments.named_data(), arguments.named_size()),
                  {"sep?"}, separator);
  std::string text;
  for (const Value& argument : arguments) {
    if (&argument != arguments.begin()) text += separator;
    text += Str(argument);
  }
  return text;
}

Value Fail(Thread&, Arguments arguments) { throw Error("fail: " + JoinArguments("fail", arguments)); }

// As String.hashCode() of Java, but over whole characters.
Value HashBuiltin(Thread&, Arguments arguments) {
  std::string_view text;
  UnpackPositional("hash", arguments, 1, text);
  uint32_t hash = 0;
  while (!text.empty()) {
    size_t length = 0;
    char32_t rune = go::DecodeRune(text, length);
    hash = 31 * hash + rune;
    text.remove_prefix(length);
  }
  return Value::Int(static_cast<int32_t>(hash));
}

Value Ord(Thread&, Arguments arguments) {
  const Value& argument = SingleArgument("ord", arguments, "1");
  if (!argument.is_string()) throw Error("ord: got " + std::string(TypeName(argument)) + ", want string");
  std::string_view text = argument.as_string();
  size_t count = 0, length = 0;
  char32_t first = 0;
  for (; !text.empty(); text.remove_prefix(length)) {
    char32_t rune = go::DecodeRune(text, length);
    if (count++ == 0) first = rune;
  }
  if (count != 1)
    throw Error("ord: string encodes " + std::to_string(count) + " Unicode code points, want 1");
  return Value::Int(first);
}

Value Print(Thread& thread, Arguments arguments) {
  thread.host().Print(thread, JoinArguments("print", arguments));
  return Value::None();
}

Value ReprBuiltin(Thread&, Arguments arguments) {
  Value value;
  UnpackPositional("repr", arguments, 1, value);
  return Value::String(Repr(value));
}

Value StrBuiltin(Thread&, Arguments arguments) {
  const Value& value = SingleArgument("str", arguments, "exactly 1");
  return value.is_string() ? value : Value::String(Repr(value));
}

}  // namespace

std::span<const UniversalFunction> UniversalTexts() {
  static constexpr UniversalFunction kFunctions[] = {
      {"chr", Chr},     {"fail", Fail},        {"hash", HashBuiltin}, {"ord", Ord},
      {"print", Print}, {"repr", ReprBuiltin}, {"str", StrBuiltin},
  };
  return kFunctions;
}

}  // namespace pkgrepo::starlark
