#include "starlark/values/unpack.h"

#include "base/error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

struct ParameterName {
  std::string_view name;
  bool optional;
};

std::vector<ParameterName> ParseParameters(std::initializer_list<std::string_view> names) {
  std::vector<ParameterName> parameters;
  bool optional = false;
  for (std::string_view name : names) {
    if (name.ends_with('?')) {
      optional = true;
      name.remove_suffix(1);
    }
    parameters.push_back({name, optional});
  }
  return parameters;
}

std::string Counted(size_t count) { return "got " + std::to_string(count) + " arguments, want "; }

void StoreNamed(const std::string& prefix, const CallArguments& arguments, size_t number,
                const std::vector<ParameterName>& parameters, std::vector<bool>& given,
                const ArgumentTarget* targets) {
  std::string_view name = arguments.name(number);
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name != name) continue;
    if (given[i])
      throw Error(prefix + "got multiple values for keyword argument \"" + std::string(name) + "\"");
    given[i] = true;
    try {
      targets[i].Store(arguments.named(number));
    } catch (Error& error) {
      error.Prefix(prefix + "for parameter \"" + std::string(name) + "\": ");
      throw;
    }
    return;
  }
  throw Error(prefix + "unexpected keyword argument \"" + std::string(name) + "\"");
}

}  // namespace

void UnpackArguments(std::string_view function, const CallArguments& arguments,
                     std::initializer_list<std::string_view> names,
                     std::initializer_list<ArgumentTarget> targets) {
  std::string prefix = std::string(function) + ": ";
  std::vector<ParameterName> parameters = ParseParameters(names);
  if (arguments.size() > parameters.size()) {
    throw Error(prefix + Counted(arguments.size()) + "at most " + std::to_string(parameters.size()));
  }
  std::vector<bool> given(parameters.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    given[i] = true;
    try {
      targets.begin()[i].Store(arguments[i]);
    } catch (Error& error) {
      error.Prefix(prefix + "for parameter " + std::string(parameters[i].name) + ": ");
      throw;
    }
  }
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    StoreNamed(prefix, arguments, i, parameters, given, targets.begin());
  }
  for (size_t i = 0; i < parameters.size() && !parameters[i].optional; ++i) {
    if (!given[i]) throw Error(prefix + "missing argument for " + std::string(parameters[i].name));
  }
}

void UnpackPositional(std::string_view function, const CallArguments& arguments, size_t required,
                      std::initializer_list<ArgumentTarget> targets) {
  std::string prefix = std::string(function) + ": ";
  if (arguments.named_size() > 0) throw Error(prefix + "unexpected keyword arguments");
  size_t count = arguments.size();
  if (count < required || count > targets.size()) {
    std::string_view bound = required == targets.size() ? "" : count < required ? "at least " : "at most ";
    throw Error(prefix + Counted(count) + std::string(bound) +
                std::to_string(count < required ? required : targets.size()));
  }
  for (size_t i = 0; i < count; ++i) {
    try {
      targets.begin()[i].Store(arguments[i]);
    } catch (Error& error) {
      error.Prefix(prefix + "for parameter " + std::to_string(i + 1) + ": ");
      throw;
    }
  }
}

void ArgumentTarget::ThrowWrongType(const Value& value, std::string_view wanted) {
  throw Error("got " + std::string(TypeName(value)) + ", want " + std::string(wanted));
}

void ArgumentTarget::StoreValue(void* target, const Value& value) { *static_cast<Value*>(target) = value; }

void ArgumentTarget::StoreIterable(void* target, const Value& value) {
  if (!IsIterable(value)) ThrowWrongType(value, "iterable");
  static_cast<IterableArgument*>(target)->value = value;
}

void ArgumentTarget::StoreCallable(void* target, const Value& value) {
  if (!value.is_object() || !value.object()->can(capability::kCall)) ThrowWrongType(value, "callable");
  static_cast<CallableArgument*>(target)->value = value;
}

void ArgumentTarget::StoreBool(void* target, const Value& value) {
  if (!value.is_bool()) ThrowWrongType(value, "bool");
  *static_cast<bool*>(target) = value.as_bool();
}

void ArgumentTarget::StoreInt64(void* target, const Value& value) {
  if (!IsInt(value)) ThrowWrongType(value, "int");
  std::optional<int64_t> number = AsInt64(value);
  if (!number) throw Error(Repr(value) + " out of range");
  *static_cast<int64_t*>(target) = *number;
}

void ArgumentTarget::StoreInt(void* target, const Value& value) {
  int64_t number = 0;
  StoreInt64(&number, value);
  if (number > INT32_MAX || number < INT32_MIN) throw Error(Repr(value) + " out of range");
  *static_cast<int*>(target) = static_cast<int>(number);
}

void ArgumentTarget::StoreDouble(void* target, const Value& value) {
  std::optional<double> number = AsDouble(value);
  if (!number) ThrowWrongType(value, "float");
  *static_cast<double*>(target) = *number;
}

void ArgumentTarget::StoreString(void* target, const Value& value) {
  if (!value.is_string()) ThrowWrongType(value, "string");
  *static_cast<std::string*>(target) = value.as_string();
}

void ArgumentTarget::StoreStringView(void* target, const Value& value) {
  if (!value.is_string()) ThrowWrongType(value, "string");
  *static_cast<std::string_view*>(target) = value.as_string();
}

}  // namespace pkgrepo::starlark
