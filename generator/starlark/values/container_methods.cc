#include "starlark/values/container_methods.h"

#include <algorithm>

#include "base/error.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

using Arguments = const CallArguments&;

List& AsList(const Value& receiver) { return *static_cast<List*>(receiver.object()); }
Dict& AsDict(const Value& receiver) { return *static_cast<Dict*>(receiver.object()); }

// Runs `change`, putting the method's name before the message of an error.
template <typename Change>
decltype(auto) Named(std::string_view name, Change change) {
  try {
    return change();
  } catch (const Panic&) {
    throw;
  } catch (Error& error) {
    error.Prefix(std::string(name) + ": ");
    throw;
  }
}

// An index as given by a program, moved into [0, length].
int64_t ClampIndex(const Value& index, int64_t length, int64_t omitted, std::string_view name,
                   std::string_view what) {
  if (!index.is_set() || index.is_none()) return omitted;
  std::optional<int64_t> number = AsInt64(index);
  if (!number || *number > INT32_MAX || *number < INT32_MIN) {
    throw Error(std::string(name) + ": invalid " + std::string(what) + " index: got " +
                std::string(TypeName(index)) + ", want int");
  }
  return std::clamp<int64_t>(*number < 0 ? *number + length : *number, 0, length);
}

Value ListAppend(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value element;
  UnpackPositional(name, arguments, 1, element);
  Named(name, [&] { AsList(receiver).Append(element); });
  return Value::None();
}

Value ListClear(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  Named(name, [&] { AsList(receiver).Mutate("clear"); });
  AsList(receiver).DropReferences();
  return Value::None();
}

Value ListExtend(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  IterableArgument iterable;
  UnpackPositional(name, arguments, 1, iterable);
  Named(name, [&] { AsList(receiver).Mutate("extend"); });
  std::vector<Value> more = Elements(iterable.value, name);
  std::vector<Value>& elements = AsList(receiver).Mutate("extend");
  elements.insert(elements.end(), more.begin(), more.end());
  return Value::None();
}

Value ListIndex(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value wanted, start, end;
  UnpackPositional(name, arguments, 1, wanted, start, end);
  const List& list = AsList(receiver);
  int64_t first = ClampIndex(start, list.Length(), 0, name, "start");
  int64_t last = ClampIndex(end, list.Length(), list.Length(), name, "end");
  for (int64_t i = first; i < last && i < list.Length(); ++i) {
    bool found = Named(name, [&] { return Equal(list.at(static_cast<size_t>(i)), wanted); });
    if (found) return Value::Int(i);
  }
  throw Error(std::string(name) + ": value not in list");
}

Value ListInsert(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  int index = 0;
  Value element;
  UnpackPositional(name, arguments, 2, index, element);
  std::vector<Value>& elements =
      Named(name, [&]() -> std::vector<Value>& { return AsList(receiver).Mutate("insert into"); });
  int64_t size = static_cast<int64_t>(elements.size());
  int64_t position = std::clamp<int64_t>(index < 0 ? index + size : index, 0, size);
  elements.insert(elements.begin() + position, element);
  return Value::None();
}

Value ListPop(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  List& list = AsList(receiver);
  int given = -1;
  UnpackPositional(name, arguments, 0, given);
  int64_t size = list.Length();
  int64_t position = given < 0 ? given + size : given;
  if (position < 0 || position >= size) {
    std::string message = std::string(name) + ": " + (size == 0 ? "index " : "list index ") +
                          std::to_string(given) + " out of range";
    if (size == 0) throw Error(message + ": empty list");
    throw Error(message + " [" + std::to_string(-size) + ":" + std::to_string(size - 1) + "]");
  }
  std::vector<Value>& elements =
      Named(name, [&]() -> std::vector<Value>& { return list.Mutate("pop from"); });
  Value popped = std::move(elements[static_cast<size_t>(position)]);
  elements.erase(elements.begin() + position);
  return popped;
}

Value ListRemove(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value wanted;
  UnpackPositional(name, arguments, 1, wanted);
  std::vector<Value>& elements =
      Named(name, [&]() -> std::vector<Value>& { return AsList(receiver).Mutate("remove from"); });
  for (size_t i = 0; i < elements.size(); ++i) {
    if (!Named(name, [&] { return Equal(elements[i], wanted); })) continue;
    Value removed = std::move(elements[i]);
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(i));
    return Value::None();
  }
  throw Error(std::string(name) + ": element not found");
}

Value DictClear(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  AsDict(receiver).Mutate("clear").Clear();
  return Value::None();
}

Value DictGet(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value key, fallback = Value::None();
  UnpackPositional(name, arguments, 1, key, fallback);
  const Value* found = Named(name, [&] { return AsDict(receiver).Find(key); });
  return found != nullptr ? *found : fallback;
}

Value DictItems(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  std::vector<Value> items;
  for (auto& [key, value] : AsDict(receiver).Items()) {
    items.push_back(MakeRef<Tuple>(std::vector<Value>{std::move(key), std::move(value)}));
  }
  return MakeRef<List>(std::move(items));
}

Value DictKeys(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  return MakeRef<List>(Elements(receiver, name));
}

Value DictPop(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value key, fallback;
  UnpackPositional(name, arguments, 1, key, fallback);
  Value popped = Named(name, [&] { return AsDict(receiver).Mutate("delete from").Remove(key); });
  if (popped.is_set()) return popped;
  if (fallback.is_set()) return fallback;
  throw Error(std::string(name) + ": missing key");
}

Value DictPopItem(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  Dict& dict = AsDict(receiver);
  if (dict.size() == 0) throw Error(std::string(name) + ": empty dict");
  Value key;
  dict.Iterate()->Next(key);
  Value value = Named(name, [&] { return dict.Mutate("delete from").Remove(key); });
  return MakeRef<Tuple>(std::vector<Value>{key, value});
}

Value DictSetDefault(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  Value key, fallback = Value::None();
  UnpackPositional(name, arguments, 1, key, fallback);
  const Value* found = Named(name, [&] { return AsDict(receiver).Find(key); });
  if (found != nullptr) return *found;
  Named(name, [&] { AsDict(receiver).Set(key, fallback); });
  return fallback;
}

Value DictUpdate(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  if (arguments.size() > 1) {
    throw Error(std::string(name) + ": got " + std::to_string(arguments.size()) +
                " arguments, want at most 1");
  }
  Named(name, [&] { UpdateDict(AsDict(receiver), arguments); });
  return Value::None();
}

Value DictValues(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  UnpackPositional(name, arguments, 0);
  std::vector<Value> values;
  for (auto& [key, value] : AsDict(receiver).Items()) values.push_back(std::move(value));
  return MakeRef<List>(std::move(values));
}

Value SetUnion(Thread&, std::string_view name, const Value& receiver, Arguments arguments) {
  IterableArgument iterable;
  UnpackPositional(name, arguments, 0, iterable);
  if (!iterable.value.is_set())
    throw Panic("runtime error: invalid memory address or nil pointer dereference");
  Ref<Set> result = MakeRef<Set>();
  for (const Value& element : Elements(receiver, name)) result->Insert(element);
  Named(name, [&] {
    for (const Value& element : Elements(iterable.value, name)) result->Insert(element);
  });
  return result;
}

// Adds the pairs that a list of pairs has at `number`.
void UpdateFromPair(Dict& dict, const Value& pair, size_t number) {
  std::string which = "dictionary update sequence element #" + std::to_string(number);
  if (!IsIterable(pair)) throw Error(which + " is not iterable (" + std::string(TypeName(pair)) + ")");
  int64_t length = Length(pair);
  if (length < 0) throw Error(which + " has unknown length (" + std::string(TypeName(pair)) + ")");
  if (length != 2) throw Error(which + " has length " + std::to_string(length) + ", want 2");
  std::vector<Value> elements = Elements(pair, "");
  dict.Set(elements[0], elements[1]);
}

}  // namespace

void UpdateDict(Dict& dict, const CallArguments& arguments) {
  if (arguments.size() == 1) {
    const Value& source = arguments[0];
    if (source.is_object() && source.object()->can(capability::kItems)) {
      for (auto& [key, value] : source.object()->Items()) dict.Set(key, value);
    } else {
      if (!IsIterable(source)) throw Error("got " + std::string(TypeName(source)) + ", want iterable");
      std::unique_ptr<Iterator> iterator = Iterate(source);
      size_t number = 0;
      for (Value pair; iterator->Next(pair); ++number) UpdateFromPair(dict, pair, number);
    }
  }
  Ref<Set> seen = MakeRef<Set>();
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    const Value& name = arguments.name_value(i);
    if (seen->Has(name)) throw Error("duplicate keyword arg: " + Repr(name));
    seen->Insert(name);
    dict.Set(name, arguments.named(i));
  }
}

MethodTable ListMethods() {
  static constexpr Method kMethods[] = {
      {"append", ListAppend}, {"clear", ListClear}, {"extend", ListExtend}, {"index", ListIndex},
      {"insert", ListInsert}, {"pop", ListPop},     {"remove", ListRemove},
  };
  return kMethods;
}

MethodTable DictMethods() {
  static constexpr Method kMethods[] = {
      {"clear", DictClear},
      {"get", DictGet},
      {"items", DictItems},
      {"keys", DictKeys},
      {"pop", DictPop},
      {"popitem", DictPopItem},
      {"setdefault", DictSetDefault},
      {"update", DictUpdate},
      {"values", DictValues},
  };
  return kMethods;
}

MethodTable SetMethods() {
  static constexpr Method kMethods[] = {{"union", SetUnion}};
  return kMethods;
}

}  // namespace pkgrepo::starlark
