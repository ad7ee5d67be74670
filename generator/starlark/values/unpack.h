// Takes the arguments of a builtin apart, with the checks and messages of starlark-go's UnpackArgs.
//
//   std::string_view text;
//   int64_t count = -1;
//   Value key;                                                    // stays unset when omitted
//   UnpackArguments("split", arguments, {"text", "count?", "key?"}, text, count, key);
//
// A name ending in "?" is optional, as are all after it; its target keeps its value when the argument is
// omitted. Targets: Value (anything), bool, int64_t, int, double (int or float), std::string,
// std::string_view (valid during the call), Ref<T> for a built-in type or an embedder's own (which must have
// a static member kTypeName for messages).
//
// Messages: "split: missing argument for text", "split: got 4 arguments, want at most 3", "split: unexpected
// keyword argument foo", "split: for parameter text: got int, want string".

#ifndef PKGREPO_STARLARK_VALUES_UNPACK_H_
#define PKGREPO_STARLARK_VALUES_UNPACK_H_

#include <initializer_list>

#include "starlark/values/callable.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"

namespace pkgrepo::starlark {

// Targets that take any iterable, or anything that can be called. The value stays unset when the argument is
// omitted.
struct IterableArgument {
  Value value;
};
struct CallableArgument {
  Value value;
};

// One argument's destination.
class ArgumentTarget {
 public:
  ArgumentTarget(Value& target) : target_(&target), store_(StoreValue) {}
  ArgumentTarget(IterableArgument& target) : target_(&target), store_(StoreIterable) {}
  ArgumentTarget(CallableArgument& target) : target_(&target), store_(StoreCallable) {}
  ArgumentTarget(bool& target) : target_(&target), store_(StoreBool) {}
  ArgumentTarget(int64_t& target) : target_(&target), store_(StoreInt64) {}
  ArgumentTarget(int& target) : target_(&target), store_(StoreInt) {}
  ArgumentTarget(double& target) : target_(&target), store_(StoreDouble) {}
  ArgumentTarget(std::string& target) : target_(&target), store_(StoreString) {}
  ArgumentTarget(std::string_view& target) : target_(&target), store_(StoreStringView) {}
  template <typename T>
  ArgumentTarget(Ref<T>& target) : target_(&target), store_(StoreRef<T>) {}

  // Throws "got T, want U".
  void Store(const Value& value) const { store_(target_, value); }

 private:
  static void StoreValue(void* target, const Value& value);
  static void StoreIterable(void* target, const Value& value);
  static void StoreCallable(void* target, const Value& value);
  static void StoreBool(void* target, const Value& value);
  static void StoreInt64(void* target, const Value& value);
  static void StoreInt(void* target, const Value& value);
  static void StoreDouble(void* target, const Value& value);
  static void StoreString(void* target, const Value& value);
  static void StoreStringView(void* target, const Value& value);
  template <typename T>
  static void StoreRef(void* target, const Value& value);
  [[noreturn]] static void ThrowWrongType(const Value& value, std::string_view wanted);

  void* target_;
  void (*store_)(void*, const Value&);
};

template <typename T>
struct WantedTypeName {
  static constexpr std::string_view kName = T::kTypeName;
};
template <>
struct WantedTypeName<List> {
  static constexpr std::string_view kName = "list";
};
template <>
struct WantedTypeName<Tuple> {
  static constexpr std::string_view kName = "tuple";
};
template <>
struct WantedTypeName<Dict> {
  static constexpr std::string_view kName = "dict";
};
template <>
struct WantedTypeName<Set> {
  static constexpr std::string_view kName = "set";
};

template <typename T>
void ArgumentTarget::StoreRef(void* target, const Value& value) {
  T* object = value.As<T>();
  if (object == nullptr) ThrowWrongType(value, WantedTypeName<T>::kName);
  *static_cast<Ref<T>*>(target) = Ref<T>(object);
}

void UnpackArguments(std::string_view function, const CallArguments& arguments,
                     std::initializer_list<std::string_view> names,
                     std::initializer_list<ArgumentTarget> targets);

template <typename... Targets>
void UnpackArguments(std::string_view function, const CallArguments& arguments,
                     std::initializer_list<std::string_view> names, Targets&... targets) {
  UnpackArguments(function, arguments, names, {ArgumentTarget(targets)...});
}

// For builtins that take positional arguments only: at least `required` of the targets. Messages: "split:
// unexpected keyword arguments", "split: got 0 arguments, want at least 1", "split: for parameter 1: got int,
// want string".
void UnpackPositional(std::string_view function, const CallArguments& arguments, size_t required,
                      std::initializer_list<ArgumentTarget> targets);

template <typename... Targets>
void UnpackPositional(std::string_view function, const CallArguments& arguments, size_t required,
                      Targets&... targets) {
  UnpackPositional(function, arguments, required, {ArgumentTarget(targets)...});
}

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_UNPACK_H_
