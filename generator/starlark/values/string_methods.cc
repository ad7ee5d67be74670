// The table of string methods, and those that search, replace and strip.

#include "starlark/values/string_methods.h"

#include <algorithm>

#include "base/error.h"
#include "go/unicode.h"
#include "starlark/values/operations.h"
#include "starlark/values/range.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace string_methods {

namespace {

template <StringIterable::Unit kUnit>
Value IterateUnits(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  return MakeRef<StringIterable>(Ref<String>(receiver.As<String>()), kUnit);
}

// The byte range [start, end) that the optional operands of find, count and the like select.
struct Window {
  size_t start;
  size_t end;
};

int64_t ToIndex(std::string_view name, const Value& operand, std::string_view what) {
  std::optional<int64_t> index = AsInt64(operand);
  if (index && *index <= INT32_MAX && *index >= INT32_MIN) return *index;
  throw Error(std::string(name) + ": invalid " + std::string(what) + " index: got " +
              std::string(TypeName(operand)) + ", want int");
}

Window SelectWindow(std::string_view name, const Value& start_operand, const Value& end_operand,
                    size_t size) {
  int64_t length = static_cast<int64_t>(size);
  auto clamp = [length](int64_t index) {
    return std::clamp<int64_t>(index < 0 ? index + length : index, 0, length);
  };
  int64_t start = start_operand.is_none() ? 0 : clamp(ToIndex(name, start_operand, "start"));
  int64_t end = end_operand.is_none() ? length : clamp(ToIndex(name, end_operand, "end"));
  return {static_cast<size_t>(start), static_cast<size_t>(std::max(start, end))};
}

Value Count(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  std::string_view wanted;
  Value start = Value::None(), end = Value::None();
  UnpackPositional(name, arguments, 1, wanted, start, end);
  std::string_view text = receiver.as_string();
  Window window = SelectWindow(name, start, end, text.size());
  text = text.substr(window.start, window.end - window.start);
  int64_t count = 0;
  if (wanted.empty()) {
    // One before every character, and one at the end.
    for (size_t length = 0; !text.empty(); text.remove_prefix(length), ++count) go::DecodeRune(text, length);
    return Value::Int(count + 1);
  }
  for (size_t at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + wanted.size()))
    ++count;
  return Value::Int(count);
}

Value FindEither(std::string_view name, Receiver receiver, Arguments arguments, bool must_exist, bool last) {
  std::string_view wanted;
  Value start = Value::None(), end = Value::None();
  UnpackPositional(name, arguments, 1, wanted, start, end);
  std::string_view text = receiver.as_string();
  Window window = SelectWindow(name, start, end, text.size());
  text = text.substr(window.start, window.end - window.start);
  size_t found = last ? text.rfind(wanted) : text.find(wanted);
  if (found != std::string_view::npos) return Value::Int(static_cast<int64_t>(found + window.start));
  if (must_exist) throw Error(std::string(name) + ": substring not found");
  return Value::Int(-1);
}

Value Find(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return FindEither(name, receiver, arguments, false, false);
}

Value Index(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return FindEither(name, receiver, arguments, true, false);
}

Value RFind(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return FindEither(name, receiver, arguments, false, true);
}

Value RIndex(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return FindEither(name, receiver, arguments, true, true);
}

Value Replace(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  std::string_view wanted, replacement;
  int limit = -1;
  UnpackPositional(name, arguments, 2, wanted, replacement, limit);
  std::string_view text = receiver.as_string();
  std::string result;
  for (; limit != 0; --limit) {
    size_t found = text.find(wanted);
    if (found == std::string_view::npos) break;
    result += text.substr(0, found);
    result += replacement;
    text.remove_prefix(found + wanted.size());
    if (!wanted.empty()) continue;
    // An empty string is found before every character and at the end.
    if (text.empty()) break;
    size_t length = 0;
    go::DecodeRune(text, length);
    result += text.substr(0, length);
    text.remove_prefix(length);
  }
  result += text;
  return Value::String(result);
}

Value HasAffix(std::string_view name, Receiver receiver, Arguments arguments, bool suffix) {
  Value wanted, start = Value::None(), end = Value::None();
  UnpackPositional(name, arguments, 1, wanted, start, end);
  std::string_view text = receiver.as_string();
  Window window = SelectWindow(name, start, end, text.size());
  text = text.substr(window.start, window.end - window.start);
  auto matches = [&](std::string_view affix) {
    return suffix ? text.ends_with(affix) : text.starts_with(affix);
  };
  if (wanted.is_string()) return Value::Bool(matches(wanted.as_string()));
  const Tuple* choices = wanted.As<Tuple>();
  if (choices == nullptr) {
    throw Error(std::string(name) + ": got " + std::string(TypeName(wanted)) +
                ", want string or tuple of string");
  }
  for (size_t i = 0; i < choices->size(); ++i) {
    const Value& choice = choices->at(i);
    if (!choice.is_string()) {
      throw Error(std::string(name) + ": want string, got " + std::string(TypeName(choice)) +
                  ", for element " + std::to_string(i));
    }
    if (matches(choice.as_string())) return Value::Bool(true);
  }
  return Value::Bool(false);
}

Value StartsWith(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return HasAffix(name, receiver, arguments, false);
}

Value EndsWith(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return HasAffix(name, receiver, arguments, true);
}

bool ContainsRune(std::string_view set, char32_t wanted) {
  for (size_t length = 0; !set.empty(); set.remove_prefix(length)) {
    if (go::DecodeRune(set, length) == wanted) return true;
  }
  return false;
}

Value StripEither(std::string_view name, Receiver receiver, Arguments arguments, bool left, bool right) {
  std::string_view characters;
  UnpackPositional(name, arguments, 0, characters);
  auto strips = [&](char32_t rune) {
    return characters.empty() ? go::IsSpaceRune(rune) : ContainsRune(characters, rune);
  };
  std::string_view text = receiver.as_string();
  size_t length = 0;
  while (left && !text.empty() && strips(go::DecodeRune(text, length))) text.remove_prefix(length);
  while (right && !text.empty()) {
    size_t last = text.size() - 1;
    while (last > 0 && text.size() - last < 4 && (text[last] & 0xC0) == 0x80) --last;
    char32_t rune = go::DecodeRune(text.substr(last), length);
    if (last + length != text.size()) {
      last = text.size() - 1;
      rune = go::kReplacementRune;
    }
    if (!strips(rune)) break;
    text = text.substr(0, last);
  }
  return Value::String(text);
}

Value Strip(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return StripEither(name, receiver, arguments, true, true);
}

Value LStrip(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return StripEither(name, receiver, arguments, true, false);
}

Value RStrip(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return StripEither(name, receiver, arguments, false, true);
}

}  // namespace

}  // namespace string_methods

MethodTable StringMethods() {
  using namespace string_methods;
  static constexpr Method kMethods[] = {
      {"capitalize", Capitalize},
      {"codepoint_ords", IterateUnits<StringIterable::Unit::kCodepointOrds>},
      {"codepoints", IterateUnits<StringIterable::Unit::kCodepoints>},
      {"count", Count},
      {"elem_ords", IterateUnits<StringIterable::Unit::kElemOrds>},
      {"elems", IterateUnits<StringIterable::Unit::kElems>},
      {"endswith", EndsWith},
      {"find", Find},
      {"format", Format},
      {"index", Index},
      {"isalnum", IsAlnum},
      {"isalpha", IsAlpha},
      {"isdigit", IsDigit},
      {"islower", IsLower},
      {"isspace", IsSpace},
      {"istitle", IsTitle},
      {"isupper", IsUpper},
      {"join", Join},
      {"lower", Lower},
      {"lstrip", LStrip},
      {"partition", Partition},
      {"replace", Replace},
      {"rfind", RFind},
      {"rindex", RIndex},
      {"rpartition", RPartition},
      {"rsplit", RSplit},
      {"rstrip", RStrip},
      {"split", Split},
      {"splitlines", SplitLines},
      {"startswith", StartsWith},
      {"strip", Strip},
      {"title", Title},
      {"upper", Upper},
  };
  return kMethods;
}

}  // namespace pkgrepo::starlark
