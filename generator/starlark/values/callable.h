// What is passed to a call, and functions written in C++.
//
//   Value Trim(Thread&, const CallArguments& arguments) {
//     std::string_view text, chars = " ";
//     UnpackArguments("trim", arguments, {"text", "chars?"}, text, chars);   // values/unpack.h
//     …
//   }
//   Value trim = MakeBuiltin("trim", Trim);

#ifndef PKGREPO_STARLARK_VALUES_CALLABLE_H_
#define PKGREPO_STARLARK_VALUES_CALLABLE_H_

#include <functional>

#include "starlark/values/string.h"
#include "starlark/values/value.h"

namespace pkgrepo::starlark {

inline bool IsCallable(const Value& value) {
  return value.is_object() && value.object()->can(capability::kCall);
}

// A view of the arguments of one call; valid during the call only.
class CallArguments {
 public:
  CallArguments() = default;
  // `named` holds 2 * named_count Values: a string and its value, by turns.
  CallArguments(const Value* positional, size_t positional_count, const Value* named = nullptr,
                size_t named_count = 0)
      : positional_(positional),
        named_(named),
        positional_count_(positional_count),
        named_count_(named_count) {}

  // The positional arguments.
  size_t size() const { return positional_count_; }
  const Value& operator[](size_t index) const { return positional_[index]; }
  const Value* begin() const { return positional_; }
  const Value* end() const { return positional_ + positional_count_; }

  // The keyword arguments, in the order written; names may repeat when they come from **kwargs.
  size_t named_size() const { return named_count_; }
  std::string_view name(size_t index) const { return named_[2 * index].as_string(); }
  const Value& name_value(size_t index) const { return named_[2 * index]; }
  const Value& named(size_t index) const { return named_[2 * index + 1]; }
  const Value* named_data() const { return named_; }

 private:
  const Value* positional_ = nullptr;
  const Value* named_ = nullptr;
  size_t positional_count_ = 0;
  size_t named_count_ = 0;
};

// A function in C++, or a method bound to its receiver. What it closes over must not form a cycle with it.
class Builtin final : public Object {
 public:
  static constexpr Kind kKind = Kind::kBuiltin;
  using Function = std::function<Value(Thread&, const CallArguments&)>;

  Builtin(std::string name, Function function);
  // A bound method, printed as "<built-in method name of T value>".
  Builtin(std::string name, Value receiver, Function function);

  const std::string& name() const { return name_; }
  const Value& receiver() const { return receiver_; }
  const Function& function() const { return function_; }

  std::string_view TypeName() const override { return "builtin_function_or_method"; }
  void Print(std::string& out, PrintStack& stack) const override;
  uint32_t Hash() const override;
  void FreezeContents(Freezer& freezer) const override { freezer.Add(receiver_); }
  Value Call(Thread& thread, const CallArguments& arguments) override { return function_(thread, arguments); }

 private:
  std::string name_;
  Value receiver_;
  Function function_;
};

Value MakeBuiltin(std::string_view name, Builtin::Function function);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_CALLABLE_H_
