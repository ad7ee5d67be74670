// String methods about letter case and classes of characters.

#include "starlark/values/string_methods.h"
#include "starlark/values/text.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark::string_methods {

namespace {

template <typename Visit>
void ForEachRune(std::string_view text, Visit visit) {
  while (!text.empty()) {
    size_t length = 0;
    visit(DecodeRune(text, length));
    text.remove_prefix(length);
  }
}

bool IsCased(char32_t rune) {
  return IsUpperRune(rune) || IsLowerRune(rune) || ToUpperRune(rune) != rune || ToLowerRune(rune) != rune;
}

// Whether the text is not empty and `predicate` holds for all its characters.
template <typename Predicate>
Value All(std::string_view name, Receiver receiver, Arguments arguments, Predicate predicate) {
  UnpackPositional(name, arguments, 0);
  bool all = !receiver.as_string().empty();
  ForEachRune(receiver.as_string(), [&](char32_t rune) { all = all && predicate(rune); });
  return Value::Bool(all);
}

// Whether there is a cased character and converting changes nothing.
template <typename Convert>
Value AllCased(std::string_view name, Receiver receiver, Arguments arguments, Convert convert) {
  UnpackPositional(name, arguments, 0);
  bool cased = false, changed = false;
  ForEachRune(receiver.as_string(), [&](char32_t rune) {
    cased = cased || IsCased(rune);
    changed = changed || convert(rune) != rune;
  });
  return Value::Bool(cased && !changed);
}

template <typename Convert>
Value Map(std::string_view name, Receiver receiver, Arguments arguments, Convert convert) {
  UnpackPositional(name, arguments, 0);
  std::string result;
  ForEachRune(receiver.as_string(), [&](char32_t rune) { AppendRune(result, convert(rune)); });
  return Value::String(result);
}

}  // namespace

Value Capitalize(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  bool first = true;
  return Map(name, receiver, arguments, [&first](char32_t rune) {
    return std::exchange(first, false) ? ToTitleRune(rune) : ToLowerRune(rune);
  });
}

Value IsAlnum(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments,
             [](char32_t rune) { return IsLetterRune(rune) || IsDigitRune(rune); });
}

Value IsAlpha(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, IsLetterRune);
}

Value IsDigit(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, IsDigitRune);
}

Value IsLower(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return AllCased(name, receiver, arguments, ToLowerRune);
}

Value IsSpace(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, IsSpaceRune);
}

Value IsTitle(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  bool after_cased = false, title = false, broken = false;
  ForEachRune(receiver.as_string(), [&](char32_t rune) {
    // Capitals beyond ASCII do not count as title case in the original, unless they have no other form.
    bool is_title = (rune >= 'A' && rune <= 'Z') || (ToTitleRune(rune) == rune && ToUpperRune(rune) != rune);
    if (is_title) {
      broken = broken || after_cased;
      title = after_cased = true;
    } else if (IsLowerRune(rune)) {
      broken = broken || !after_cased;
      after_cased = true;
    } else if (IsUpperRune(rune)) {
      broken = true;
    } else {
      after_cased = false;
    }
  });
  return Value::Bool(title && !broken);
}

Value IsUpper(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return AllCased(name, receiver, arguments, ToUpperRune);
}

Value Lower(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return Map(name, receiver, arguments, ToLowerRune);
}

Value Title(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  char32_t previous = ' ';
  return Map(name, receiver, arguments, [&previous](char32_t rune) {
    return IsLetterRune(std::exchange(previous, rune)) ? ToLowerRune(rune) : ToTitleRune(rune);
  });
}

Value Upper(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return Map(name, receiver, arguments, ToUpperRune);
}

}  // namespace pkgrepo::starlark::string_methods
