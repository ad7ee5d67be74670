// String methods about letter case and classes of characters.

#include "base/ascii.h"
#include "go/unicode.h"
#include "starlark/values/string_methods.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark::string_methods {

namespace {

template <typename Visit>
void ForEachRune(std::string_view text, Visit visit) {
  while (!text.empty()) {
    size_t length = 0;
    visit(go::DecodeRune(text, length));
    text.remove_prefix(length);
  }
}

// Whether there is another form of the character; of U+00DF there is a capital, which is not its upper case.
bool IsCased(char32_t rune) {
  return go::ToUpperRune(rune) != rune || go::ToLowerRune(rune) != rune || rune == 0xDF;
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
  ForEachRune(receiver.as_string(), [&](char32_t rune) { go::AppendRune(result, convert(rune)); });
  return Value::String(result);
}

}  // namespace

Value Capitalize(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  bool first = true;
  return Map(name, receiver, arguments, [&first](char32_t rune) {
    return std::exchange(first, false) ? go::ToTitleRune(rune) : go::ToLowerRune(rune);
  });
}

Value IsAlnum(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments,
             [](char32_t rune) { return go::IsLetterRune(rune) || go::IsDigitRune(rune); });
}

Value IsAlpha(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, go::IsLetterRune);
}

Value IsDigit(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, go::IsDigitRune);
}

Value IsLower(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return AllCased(name, receiver, arguments, go::ToLowerRune);
}

Value IsSpace(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return All(name, receiver, arguments, go::IsSpaceRune);
}

Value IsTitle(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  bool after_cased = false, title = false, broken = false;
  ForEachRune(receiver.as_string(), [&](char32_t rune) {
    // Capitals beyond ASCII do not count as title case in the original, unless they have no other form.
    bool is_title = IsUpperLetter(rune) || (go::ToTitleRune(rune) == rune && go::ToUpperRune(rune) != rune);
    if (is_title) {
      broken = broken || after_cased;
      title = after_cased = true;
    } else if (go::IsLowerRune(rune)) {
      broken = broken || !after_cased;
      after_cased = true;
    } else if (go::IsUpperRune(rune)) {
      broken = true;
    } else {
      after_cased = false;
    }
  });
  return Value::Bool(title && !broken);
}

Value IsUpper(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return AllCased(name, receiver, arguments, go::ToUpperRune);
}

Value Lower(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return Map(name, receiver, arguments, go::ToLowerRune);
}

Value Title(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  bool after_cased = false;
  return Map(name, receiver, arguments, [&after_cased](char32_t rune) {
    const char32_t changed = after_cased ? go::ToLowerRune(rune) : go::ToTitleRune(rune);
    after_cased = IsCased(changed);
    return changed;
  });
}

Value Upper(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return Map(name, receiver, arguments, go::ToUpperRune);
}

}  // namespace pkgrepo::starlark::string_methods
