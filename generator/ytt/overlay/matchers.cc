#include "ytt/overlay/matchers.h"

#include "base/error.h"
#include "starlark/eval/interpreter.h"
#include "ytt/overlay/equality.h"
#include "ytt/overlay/words.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

// The value of `key` in a map; throws if it is not a map or has no such key.
yaml::Value ValueOfKey(const yaml::Value& value, const yaml::Value& key) {
  if (!value.is_map() || value.node()->is_computed()) {
    throw Error("Expected value to be map, but was " + std::string(HostTypeWord(value)));
  }
  const yaml::Item* const item = value.node()->Find(key);
  if (item == nullptr) {
    throw Error("Expected to find map item with key '" + std::string(key.string()) + "', but did not");
  }
  return item->value;
}

bool CallMatcher(Thread& thread, const Value& matcher, const CallArguments& arguments) {
  return ExpectBool(starlark::Call(thread, matcher, arguments));
}

}  // namespace

Value IndexMatcher(int64_t number) {
  return MakeModuleFunction("overlay.index_matcher", [number](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    if (!arguments[0].is_small_int()) throw Error("expected starlark.Int");
    return Value::Bool(arguments[0].as_int() == number);
  });
}

Value MapKeyMatcher(std::string_view key) {
  auto match = [name = yaml::Value::String(key)](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    const yaml::Value left = ValueOfKey(ToYaml(arguments[1]), name);
    const yaml::Value right = ValueOfKey(ToYaml(arguments[2]), name);
    return Value::Bool(!left.is_node() && SameScalar(left, right));
  };
  return MakeModuleFunction("overlay.map_key_matcher", match);
}

Value SubsetMatcher(const yaml::Value& wanted) {
  return MakeModuleFunction("overlay.subset_matcher", [wanted](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    return Value::Bool(FindDifference(ToYaml(arguments[1]), wanted).empty());
  });
}

Value AndMatcher(std::vector<Value> matchers) {
  auto match = [all = std::move(matchers)](Thread& thread, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    for (const Value& matcher : all) {
      if (!CallMatcher(thread, matcher, arguments)) return Value::Bool(false);
    }
    return Value::Bool(true);
  };
  return MakeModuleFunction("overlay.and_op", match);
}

Value OrMatcher(std::vector<Value> matchers) {
  auto match = [all = std::move(matchers)](Thread& thread, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    for (const Value& matcher : all) {
      if (CallMatcher(thread, matcher, arguments)) return Value::Bool(true);
    }
    return Value::Bool(false);
  };
  return MakeModuleFunction("overlay.or_op", match);
}

Value NotMatcher(const Value& negated) {
  // ytt calls this one "or_op", too.
  return MakeModuleFunction("overlay.or_op", [negated](Thread& thread, const CallArguments& arguments) {
    ExpectArguments(arguments, 3);
    return Value::Bool(!CallMatcher(thread, negated, arguments));
  });
}

}  // namespace pkgrepo::ytt
