// @ytt:assert: equals(expected, actual), fail(message), try_to(function), and the assertions that are also
// validation rules: min(n), max(n), min_len(n), max_len(n), not_null(), one_not_null(keys), one_of(values),
// each with .check(value).
//
// The checks are small Starlark programs, so that a failure has their frame in its trace: "in lambda,
// assert.min:1".

#include "base/error.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/big_int.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "yaml/printer.h"
#include "ytt/module/modules.h"
#include "ytt/module/yaml.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"
#include "ytt/value/struct_value.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::StringDict;
using starlark::Thread;
using starlark::Value;

namespace {

Value MakeAssertion(Value check) {
  return starlark::MakeRef<StructValue>(
      "@ytt:assert.assertion", "@ytt:assert.assertion does not encode (did you mean to call check()?)",
      StructValue::Fields{{"check", std::move(check)}});
}

// The lambda that `source` is, with `name` as its file and `predeclared` in its scope.
Value CompileCheck(Thread& thread, std::string_view name, std::string_view source,
                   const StringDict& predeclared) {
  const auto is_predeclared = [&](std::string_view wanted) {
    return predeclared.find(wanted) != predeclared.end();
  };
  const auto program = starlark::Compile(name, "check = " + std::string(source), is_predeclared);
  return starlark::Run(thread, *program, predeclared).at("check");
}

bool IsFunction(const Value& value) {
  return value.is_kind(starlark::Kind::kFunction) || value.is_kind(starlark::Kind::kBuiltin);
}

Value Equals(Thread&, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 2);
  std::string texts[2];
  for (size_t i = 0; i < 2; ++i) {
    if (IsFunction(arguments[i])) {
      throw Error("expected argument not to be a function, but was " + HostTypeName(arguments[i]));
    }
    texts[i] = EncodeYaml(arguments[i]);
  }
  if (texts[0] == texts[1]) return Value::None();
  throw Error("Not equal:\n(expected type: " + std::string(starlark::TypeName(arguments[0])) + ")\n" +
              texts[0] + "\n\n(was type: " + std::string(starlark::TypeName(arguments[1])) + ")\n" +
              texts[1]);
}

Value Fail(Thread&, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  throw Error("fail: " + std::string(ExpectString(arguments[0])));
}

Value TryTo(Thread& thread, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  if (!IsFunction(arguments[0])) {
    throw Error("expected argument to be a function, but was " + HostTypeName(arguments[0]));
  }
  try {
    Value result = starlark::Call(thread, arguments[0], {});
    return starlark::MakeRef<starlark::Tuple>(std::vector<Value>{std::move(result), Value::None()});
  } catch (const Error& error) {
    return starlark::MakeRef<starlark::Tuple>(
        std::vector<Value>{Value::None(), Value::String(error.message())});
  }
}

// A check that compares `source`'s parameter with `bound`, which is called "bound" in it.
Value MakeCheck(Thread& thread, std::string_view name, std::string_view source, const Value& bound) {
  return MakeAssertion(CompileCheck(thread, name, source, {{"bound", bound}, {"yaml", MakeYamlModule()}}));
}

// Comparing goes through YAML, so that fragments and structs are equal to the dicts and lists they stand for.
Value Min(Thread& thread, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  return MakeCheck(thread, "assert.min",
                   "lambda val: yaml.decode(yaml.encode(val)) >= yaml.decode(yaml.encode(bound))"
                   " or fail(\"value < {}\".format(bound))",
                   arguments[0]);
}

Value Max(Thread& thread, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  return MakeCheck(thread, "assert.max",
                   "lambda val: yaml.decode(yaml.encode(val)) <= yaml.decode(yaml.encode(bound))"
                   " or fail(\"value > {}\".format(bound))",
                   arguments[0]);
}

// A length; of a float, its integer part.
Value ExpectNumber(const Value& value) {
  if (starlark::IsInt(value)) return value;
  const Value truncated = value.is_float() ? starlark::IntFromDouble(value.as_float()) : Value();
  if (truncated.is_set()) return truncated;
  throw Error("expected value to be an number, but was " + std::string(starlark::TypeName(value)));
}

Value MinLen(Thread& thread, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  return MakeCheck(thread, "assert.min_len",
                   "lambda sequence: len(sequence) >= bound or fail(\"length = {}\".format(len(sequence)))",
                   ExpectNumber(arguments[0]));
}

Value MaxLen(Thread& thread, const CallArguments& arguments) {
  ExpectArgumentCount(arguments, 1);
  return MakeCheck(thread, "assert.max_len",
                   "lambda sequence: len(sequence) <= bound or fail(\"length = {}\".format(len(sequence)))",
                   ExpectNumber(arguments[0]));
}

// With an argument it checks at once.
Value NotNull(Thread& thread, const CallArguments& arguments) {
  if (arguments.size() > 1) {
    throw Error("got " + std::to_string(arguments.size()) + " arguments, want at most 1");
  }
  Value check =
      CompileCheck(thread, "assert.not_null", "lambda value: value != None or fail(\"value is null\")", {});
  if (arguments.size() == 0) return MakeAssertion(std::move(check));
  return starlark::Call(thread, check, {arguments[0]});
}

// one_of(a, b, c) or one_of([a, b, c]).
Value OneOf(Thread& thread, const CallArguments& arguments) {
  if (arguments.size() == 0) throw Error("got 0 arguments, want at least 1");
  Value allowed = arguments[0];
  if (arguments.size() > 1) {
    allowed = starlark::MakeRef<starlark::List>(std::vector<Value>(arguments.begin(), arguments.end()));
  } else if (!starlark::IsIterable(allowed)) {
    throw Error("expected a sequence, but was a '" + std::string(starlark::TypeName(allowed)) + "'");
  }
  return MakeCheck(thread, "assert.one_of",
                   "lambda val: yaml.decode(yaml.encode(val)) in yaml.decode(yaml.encode(bound))"
                   " or fail(\"not one of allowed values\")",
                   allowed);
}

// The keys whose values are not None; all of `dict` if `keys` is unset.
std::vector<Value> KeysNotNull(const starlark::Dict& dict, const Value& keys) {
  std::vector<Value> wanted;
  if (keys.is_set()) {
    wanted = starlark::Elements(keys, "one_not_null");
  } else {
    for (const auto& entry : dict.table().entries()) {
      if (entry.key.is_set()) wanted.push_back(entry.key);
    }
  }
  std::vector<Value> found;
  for (const Value& key : wanted) {
    const Value* value = nullptr;
    try {
      value = dict.Find(key);
    } catch (const Error&) {
      throw Error("check: unexpected error while looking up key " + starlark::Repr(key) + " in dict " +
                  starlark::Repr(Value(const_cast<starlark::Dict*>(&dict))));
    }
    if (value != nullptr && !value->is_none()) found.push_back(key);
  }
  return found;
}

Value CheckOneNotNull(const Value& keys, const CallArguments& arguments) {
  if (arguments.size() != 1) {
    throw Error("check: got " + std::to_string(arguments.size()) + " arguments, want 1");
  }
  const yaml::Value content = ToYaml(arguments[0]);
  if (content.is_document_set()) throw Error("Expected to find exactly one YAML document");
  // An empty fragment counts as null: as a document it would not be printed.
  const bool is_null = !yaml::IsPrinted({yaml::Value(), content, yaml::Position()});
  const Value value = is_null ? Value::None() : ToDict(content);
  const auto* dict = value.As<starlark::Dict>();
  if (dict == nullptr) {
    throw Error("check: value must be a map or dict, but was '" + std::string(starlark::TypeName(value)) +
                "'");
  }
  if (dict->size() == 0) throw Error("check: value is empty");
  const std::vector<Value> found = KeysNotNull(*dict, keys);
  if (found.size() == 1) return Value::Bool(true);
  if (found.empty()) throw Error("check: all values are null");
  throw Error("check: " + starlark::Repr(starlark::MakeRef<starlark::List>(found)) + " are not null");
}

// one_not_null() and one_not_null(True) look at all keys, one_not_null([a, b]) at these.
Value OneNotNull(Thread&, const CallArguments& arguments) {
  if (arguments.size() > 1) ExpectArgumentCount(arguments, 1);
  Value keys;
  if (arguments.size() == 1) {
    const Value& wanted = arguments[0];
    if (wanted.is_bool()) {
      if (!wanted.as_bool()) throw Error("one_not_null() cannot be False");
    } else if (!starlark::IsIterable(wanted)) {
      throw Error("expected a sequence of keys, but was a '" + std::string(starlark::TypeName(wanted)) + "'");
    } else {
      keys = wanted;
    }
  }
  auto check = [keys](Thread&, const CallArguments& values) { return CheckOneNotNull(keys, values); };
  return MakeAssertion(starlark::MakeBuiltin("assert.one_not_null", check));
}

}  // namespace

Value MakeAssertModule() {
  return starlark::Struct::MakeModule(
      "assert", {{"equals", MakeModuleFunction("assert.equals", Equals)},
                 {"fail", MakeModuleFunction("assert.fail", Fail)},
                 {"try_to", MakeModuleFunction("assert.try_to", TryTo)},
                 {"min", MakeModuleFunction("assert.min", Min)},
                 {"max", MakeModuleFunction("assert.max", Max)},
                 {"min_len", MakeModuleFunction("assert.min_len", MinLen)},
                 {"max_len", MakeModuleFunction("assert.max_len", MaxLen)},
                 {"not_null", MakeModuleFunction("assert.not_null", NotNull)},
                 {"one_of", MakeModuleFunction("assert.one_of", OneOf)},
                 {"one_not_null", MakeModuleFunction("assert.one_not_null", OneNotNull)}});
}

}  // namespace pkgrepo::ytt
