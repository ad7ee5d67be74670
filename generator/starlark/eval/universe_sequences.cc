// The universal functions that make sequences and maps, or go over them.

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "go/stable_sort.h"
#include "starlark/eval/interpreter.h"
#include "starlark/eval/universe.h"
#include "starlark/values/container_methods.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "starlark/values/range.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

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

Value MakeDict(Thread&, Arguments arguments) {
  if (arguments.size() > 1) throw Error("dict: " + Got(arguments.size()) + "at most 1");
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

Value MakeRange(Thread&, Arguments arguments) {
  int start = 0, stop = 0, step = 1;
  UnpackPositional("range", arguments, 1, start, stop, step);
  if (arguments.size() == 1) std::swap(start, stop);
  if (step == 0) throw Error("range: step argument must not be zero");
  return MakeRef<Range>(start, stop, step);
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
  // A comparison that fails does not end the sort: the last one that does is reported.
  std::optional<Error> failure;
  go::StableSort(items, [&](const Item& left, const Item& right) {
    try {
      return reverse ? Compare(CompareOp::kLess, right.rank, left.rank)
                     : Compare(CompareOp::kLess, left.rank, right.rank);
    } catch (const Panic&) {
      throw;
    } catch (const Error& error) {
      failure = error;
      return false;
    }
  });
  if (failure) throw Error(*failure);
  std::vector<Value> sorted;
  for (Item& item : items) sorted.push_back(std::move(item.value));
  return MakeRef<List>(std::move(sorted));
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

}  // namespace

std::span<const UniversalFunction> UniversalSequences() {
  static constexpr UniversalFunction kFunctions[] = {
      {"all", All},         {"any", Any},           {"dict", MakeDict}, {"enumerate", Enumerate},
      {"len", Len},         {"list", MakeList},     {"max", Max},       {"min", Min},
      {"range", MakeRange}, {"reversed", Reversed}, {"set", MakeSet},   {"sorted", Sorted},
      {"tuple", MakeTuple}, {"zip", Zip},
  };
  return kFunctions;
}

}  // namespace pkgrepo::starlark
