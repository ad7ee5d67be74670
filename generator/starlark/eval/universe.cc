// The universal builtins.

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/ascii.h"
#include "go/unicode.h"
#include "base/merge_sort.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/big_int.h"
#include "starlark/values/container_methods.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "starlark/values/range.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

std::string Count(size_t count) { return "got " + std::to_string(count) + " arguments, want "; }

Value AnyOrAll(std::string_view name, Arguments arguments, bool decisive) {
  IterableArgument iterable;
  UnpackPositional(name, arguments, 1, iterable);
  std::unique_ptr<Iterator> iterator = Iterate(iterable.value);
  for (Value element; iterator->Next(element);) {
    if (Truth(element) == decisive) return Value::Bool(decisive);
  }
  return Value::Bool(!decisive);
}

Value All(Thread&, Arguments arguments) { return AnyOrAll("all", arguments, false); }

Value Any(Thread&, Arguments arguments) { return AnyOrAll("any", arguments, true); }

Value Bool(Thread&, Arguments arguments) {
  Value value = Value::Bool(false);
  UnpackPositional("bool", arguments, 0, value);
  return Value::Bool(Truth(value));
}

Value Chr(Thread&, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error("chr does not accept keyword arguments");
  if (arguments.size() != 1) throw Error("chr: " + Count(arguments.size()) + "1");
  const Value& argument = arguments[0];
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

Value MakeDict(Thread&, Arguments arguments) {
  if (arguments.size() > 1) throw Error("dict: " + Count(arguments.size()) + "at most 1");
  Ref<Dict> dict = MakeRef<Dict>();
  try {
    UpdateDict(*dict, arguments);
  } catch (const Panic&) {
    throw;
  } catch (Error& error) {
    error.Prefix("dict: ");
    throw;
  }
  return dict;
}

Value Dir(Thread&, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error("dir does not accept keyword arguments");
  if (arguments.size() != 1) throw Error("dir: " + Count(arguments.size()) + "1");
  std::vector<Value> names;
  for (const std::string& name : AttrNames(arguments[0])) names.push_back(Value::String(name));
  return MakeRef<List>(std::move(names));
}

Value Enumerate(Thread&, Arguments arguments) {
  IterableArgument iterable;
  int start = 0;
  UnpackPositional("enumerate", arguments, 1, iterable, start);
  std::vector<Value> pairs;
  std::unique_ptr<Iterator> iterator = Iterate(iterable.value);
  int64_t number = start;
  for (Value element; iterator->Next(element); ++number) {
    pairs.push_back(MakeRef<Tuple>(std::vector<Value>{Value::Int(number), element}));
  }
  return MakeRef<List>(std::move(pairs));
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

Value Print(Thread& thread, Arguments arguments) {
  thread.host().Print(thread, JoinArguments("print", arguments));
  return Value::None();
}

// The forms that strconv.ParseFloat takes, without hexadecimal ones.
std::optional<double> ParseFloat(std::string_view text) {
  std::string digits;
  bool marks = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '_' && i > 0 && i + 1 < text.size() && IsDigit(text[i - 1]) && IsDigit(text[i + 1])) {
      marks = true;
    } else {
      digits += c;
    }
  }
  std::string_view unsigned_part = digits;
  if (unsigned_part.starts_with('+') || unsigned_part.starts_with('-')) unsigned_part.remove_prefix(1);
  std::string folded;
  for (char c : unsigned_part) folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  bool special = folded == "inf" || folded == "infinity" || folded == "nan";
  bool plain = !folded.empty() && folded.find_first_not_of("0123456789.e+-") == std::string::npos;
  if (!special && !plain) return std::nullopt;
  if (special && (marks || (folded == "nan" && digits != unsigned_part))) return std::nullopt;
  char* end = nullptr;
  double number = std::strtod(digits.c_str(), &end);
  if (end != digits.c_str() + digits.size()) return std::nullopt;
  return number;
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
  std::optional<double> number = ParseFloat(argument.as_string());
  std::string quoted = Repr(argument);
  if (!number) throw Error("float: strconv.ParseFloat: parsing " + quoted + ": invalid syntax");
  bool digits = argument.as_string().find_first_of("0123456789") != std::string_view::npos;
  if (std::isinf(*number) && digits)
    throw Error("float: strconv.ParseFloat: parsing " + quoted + ": value out of range");
  return Value::Float(*number);
}

Value Getattr(Thread&, Arguments arguments) {
  Value object, fallback;
  std::string name;
  UnpackPositional("getattr", arguments, 2, object, name, fallback);
  Value value = FindAttr(object, name);
  if (value.is_set()) return value;
  if (fallback.is_set()) return fallback;
  throw Error("getattr: " + std::string(TypeName(object)) + " has no ." + name + " field or method");
}

Value Hasattr(Thread&, Arguments arguments) {
  Value object;
  std::string name;
  UnpackPositional("hasattr", arguments, 2, object, name);
  return Value::Bool(FindAttr(object, name).is_set());
}

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

Value IntFromString(std::string_view text, int base) {
  std::string_view digits = text;
  std::string_view sign;
  if (digits.starts_with('+') || digits.starts_with('-')) {
    sign = digits.substr(0, 1);
    digits.remove_prefix(1);
  }
  int prefixed = 0;
  if (digits.size() > 1 && digits[0] == '0') {
    char prefix = static_cast<char>(digits[1] | 0x20);
    prefixed = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
  }
  int actual = base;
  bool malformed = false;
  if (prefixed != 0) {
    actual = prefixed;
    digits.remove_prefix(2);
    malformed = base != 0 && base != prefixed;
  } else if (base == 0) {
    actual = 10;
    malformed = digits.size() > 1 && digits[0] == '0';
  }
  malformed = malformed || digits.starts_with('+') || digits.starts_with('-');
  Value number = malformed ? Value() : ParseInt(std::string(sign) + std::string(digits), actual);
  if (!number.is_set()) {
    throw Error("int: invalid literal with base " + std::to_string(base) + ": " + std::string(text));
  }
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

Value Len(Thread&, Arguments arguments) {
  Value value;
  UnpackPositional("len", arguments, 1, value);
  int64_t length = Length(value);
  if (length < 0) throw Error("len: value of type " + std::string(TypeName(value)) + " has no len");
  return Value::Int(length);
}

std::vector<Value> OptionalElements(std::string_view name, Arguments arguments) {
  IterableArgument iterable{MakeRef<Tuple>()};
  UnpackPositional(name, arguments, 0, iterable);
  return Elements(iterable.value, name);
}

Value MakeList(Thread&, Arguments arguments) { return MakeRef<List>(OptionalElements("list", arguments)); }

Value MakeTuple(Thread&, Arguments arguments) { return MakeRef<Tuple>(OptionalElements("tuple", arguments)); }

Value MakeSet(Thread&, Arguments arguments) {
  Ref<Set> set = MakeRef<Set>();
  try {
    for (const Value& element : OptionalElements("set", arguments)) set->Insert(element);
  } catch (Error& error) {
    if (!error.message().starts_with("set: ")) error.Prefix("set: ");
    throw;
  }
  return set;
}

Value MinOrMax(Thread& thread, std::string_view name, Arguments arguments, CompareOp better) {
  if (arguments.size() == 0) throw Error(std::string(name) + " requires at least one positional argument");
  CallableArgument key;
  UnpackArguments(name, CallArguments(nullptr, 0, arguments.named_data(), arguments.named_size()), {"key?"},
                  key);
  std::vector<Value> elements(arguments.begin(), arguments.end());
  std::unique_ptr<Iterator> lock;  // the key function must not change what is searched
  if (arguments.size() == 1) {
    if (!IsIterable(arguments[0])) {
      throw Error(std::string(name) + ": " + std::string(TypeName(arguments[0])) + " value is not iterable");
    }
    lock = Iterate(arguments[0]);
    elements = Elements(arguments[0], name);
  }
  if (elements.empty()) throw Error(std::string(name) + ": argument is an empty sequence");
  auto rank = [&](const Value& element) {
    return key.value.is_set() ? Call(thread, key.value, {element}) : element;
  };
  Value best = elements[0];
  Value best_rank = rank(best);
  for (size_t i = 1; i < elements.size(); ++i) {
    Value candidate = rank(elements[i]);
    bool wins;
    try {
      wins = Compare(better, candidate, best_rank);
    } catch (Error& error) {
      error.Prefix(std::string(name) + ": ");
      throw;
    }
    if (!wins) continue;
    best = elements[i];
    best_rank = std::move(candidate);
  }
  return best;
}

Value Max(Thread& thread, Arguments arguments) {
  return MinOrMax(thread, "max", arguments, CompareOp::kGreater);
}

Value Min(Thread& thread, Arguments arguments) {
  return MinOrMax(thread, "min", arguments, CompareOp::kLess);
}

Value Ord(Thread&, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error("ord does not accept keyword arguments");
  if (arguments.size() != 1) throw Error("ord: " + Count(arguments.size()) + "1");
  if (!arguments[0].is_string()) {
    throw Error("ord: got " + std::string(TypeName(arguments[0])) + ", want string");
  }
  std::string_view text = arguments[0].as_string();
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

Value MakeRange(Thread&, Arguments arguments) {
  int start = 0, stop = 0, step = 1;
  UnpackPositional("range", arguments, 1, start, stop, step);
  if (arguments.size() == 1) std::swap(start, stop);
  if (step == 0) throw Error("range: step argument must not be zero");
  return MakeRef<Range>(start, stop, step);
}

Value ReprBuiltin(Thread&, Arguments arguments) {
  Value value;
  UnpackPositional("repr", arguments, 1, value);
  return Value::String(Repr(value));
}

Value Reversed(Thread&, Arguments arguments) {
  IterableArgument iterable;
  UnpackPositional("reversed", arguments, 1, iterable);
  std::vector<Value> elements = Elements(iterable.value, "reversed");
  std::reverse(elements.begin(), elements.end());
  return MakeRef<List>(std::move(elements));
}

Value Sorted(Thread& thread, Arguments arguments) {
  IterableArgument iterable;
  CallableArgument key;
  bool reverse = false;
  UnpackArguments("sorted", arguments, {"iterable", "key?", "reverse?"}, iterable, key, reverse);
  struct Item {
    Value value;
    Value rank;
  };
  std::vector<Item> items;
  const std::unique_ptr<Iterator> lock =
      Iterate(iterable.value);  // the key function must not change what is sorted
  for (Value& element : Elements(iterable.value, "sorted")) {
    Value rank = key.value.is_set() ? Call(thread, key.value, {element}) : element;
    items.push_back({std::move(element), std::move(rank)});
  }
  // Equal elements keep their order, in reverse too.
  MergeSort(items, [reverse](const Item& left, const Item& right) {
    return reverse ? Compare(CompareOp::kGreater, left.rank, right.rank)
                   : Compare(CompareOp::kLess, left.rank, right.rank);
  });
  std::vector<Value> sorted;
  for (Item& item : items) sorted.push_back(std::move(item.value));
  return MakeRef<List>(std::move(sorted));
}

const Value& SingleArgument(std::string_view name, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error(std::string(name) + " does not accept keyword arguments");
  if (arguments.size() != 1) throw Error(std::string(name) + ": " + Count(arguments.size()) + "exactly 1");
  return arguments[0];
}

Value StrBuiltin(Thread&, Arguments arguments) {
  const Value& value = SingleArgument("str", arguments);
  return value.is_string() ? value : Value::String(Repr(value));
}

Value Type(Thread&, Arguments arguments) {
  return Value::String(TypeName(SingleArgument("type", arguments)));
}

Value Zip(Thread&, Arguments arguments) {
  if (arguments.named_size() > 0) throw Error("zip does not accept keyword arguments");
  std::vector<std::unique_ptr<Iterator>> iterators;
  for (const Value& argument : arguments) {
    iterators.push_back(Iterate(argument));
    if (iterators.back() == nullptr) {
      throw Error("zip: argument #" + std::to_string(iterators.size()) +
                  " is not iterable: " + std::string(TypeName(argument)));
    }
  }
  std::vector<Value> tuples;
  for (bool more = !iterators.empty(); more;) {
    std::vector<Value> elements(iterators.size());
    for (size_t i = 0; i < iterators.size() && more; ++i) more = iterators[i]->Next(elements[i]);
    if (more) tuples.push_back(MakeRef<Tuple>(std::move(elements)));
  }
  return MakeRef<List>(std::move(tuples));
}

StringDict MakeUniverse() {
  StringDict universe = {{"None", Value::None()}, {"True", Value::Bool(true)}, {"False", Value::Bool(false)}};
  static constexpr std::pair<std::string_view, Value (*)(Thread&, Arguments)> kBuiltins[] = {
      {"all", All},          {"any", Any},           {"bool", Bool},           {"chr", Chr},
      {"dict", MakeDict},    {"dir", Dir},           {"enumerate", Enumerate}, {"fail", Fail},
      {"float", Float},      {"getattr", Getattr},   {"hasattr", Hasattr},     {"hash", HashBuiltin},
      {"int", Int},          {"len", Len},           {"list", MakeList},       {"max", Max},
      {"min", Min},          {"ord", Ord},           {"print", Print},         {"range", MakeRange},
      {"repr", ReprBuiltin}, {"reversed", Reversed}, {"set", MakeSet},         {"sorted", Sorted},
      {"str", StrBuiltin},   {"tuple", MakeTuple},   {"type", Type},           {"zip", Zip},
  };
  for (const auto& [name, function] : kBuiltins) universe.emplace(name, MakeBuiltin(name, function));
  return universe;
}

}  // namespace

const StringDict& Universe() {
  // One per operating system thread: reference counts are not atomic.
  static thread_local const StringDict kUniverse = MakeUniverse();
  return kUniverse;
}

}  // namespace pkgrepo::starlark
