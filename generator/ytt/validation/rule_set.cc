#include "ytt/validation/rule_set.h"

#include "base/error.h"
#include "starlark/values/big_int.h"
#include "starlark/values/callable.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

struct KeywordRule {
  std::string_view keyword;
  std::string_view description;  // continued by the argument
};

// In the order in which they are run.
constexpr KeywordRule kKeywordRules[] = {
    {"min_len", "length >= "}, {"max_len", "length <= "},           {"min", "a value >= "},
    {"max", "a value <= "},    {"one_not_null", "exactly one of "}, {"one_of", "one of "},
};

std::string TypeOf(const Value& value) { return std::string(starlark::TypeName(value)); }

[[noreturn]] void ThrowInvalid(const Annotation& annotation, const std::string& what) {
  throw Error("Invalid @" + annotation.name + " annotation - " + what);
}

[[noreturn]] void ThrowWrongKeyword(const Annotation& annotation, std::string_view keyword,
                                    std::string_view wanted, const Value& value) {
  ThrowInvalid(annotation, "expected keyword argument \"" + std::string(keyword) + "\" to be a " +
                               std::string(wanted) + ", but was " + TypeOf(value) + At(annotation));
}

bool IsSequence(const Value& value) { return starlark::IsIterable(value) && starlark::Length(value) >= 0; }

// The function that a rule of one's own gives, be it the `check` of an assertion (of the assert module).
Value CheckOf(const Annotation& annotation, const Value& rule) {
  if (starlark::IsCallable(rule)) return rule;
  if (!rule.is_object() || !rule.object()->can(starlark::capability::kAttributes)) {
    ThrowInvalid(annotation, "expected second item in the 2-tuple to be an assertion function, but was " +
                                 TypeOf(rule) + At(annotation));
  }
  Value check = starlark::FindAttr(rule, "check");
  if (!check.is_set()) {
    ThrowInvalid(annotation,
                 "expected second item in tuple to be an assertion function or assertion object, but was a " +
                     TypeOf(rule) + At(annotation));
  }
  if (!starlark::IsCallable(check)) {
    ThrowInvalid(annotation,
                 "expected struct with attribute check(), but was " + TypeOf(check) + At(annotation));
  }
  return check;
}

// A length, whose fraction does not count.
Value ReadLength(const Annotation& annotation, std::string_view keyword, const Value& value) {
  const Value length = value.is_float() ? starlark::IntFromDouble(value.as_float()) : value;
  if (!length.is_set() || !starlark::IsInt(length)) ThrowWrongKeyword(annotation, keyword, "number", value);
  return length;
}

void CheckOneNotNull(const Annotation& annotation, const Value& keys) {
  if (keys.is_bool()) {
    if (!keys.as_bool()) ThrowInvalid(annotation, "one_not_null= cannot be False");
  } else if (!IsSequence(keys)) {
    ThrowInvalid(annotation, "expected True or a sequence of keys, but was a '" + TypeOf(keys) + "'");
  }
}

}  // namespace

RuleSet::RuleSet(const Annotation& annotation) : position_(annotation.position) {
  if (annotation.positional.empty() && annotation.named.empty()) {
    ThrowInvalid(annotation, "expected annotation to have 2-tuple as argument(s), but found no arguments" +
                                 By(annotation));
  }
  for (const Value& argument : annotation.positional) AddOwnRule(annotation, argument);
  KeywordArguments arguments;
  for (const auto& [keyword, value] : annotation.named) ReadKeyword(annotation, keyword, value, arguments);
  AddKeywordRules(arguments);
}

void RuleSet::AddOwnRule(const Annotation& annotation, const Value& argument) {
  const auto* const tuple = argument.As<starlark::Tuple>();
  if (tuple == nullptr) {
    ThrowInvalid(annotation, "expected annotation to have 2-tuple as argument(s), but found: " +
                                 starlark::Repr(argument) + By(annotation));
  }
  if (tuple->size() != 2) {
    ThrowInvalid(annotation, "expected 2-tuple, but found tuple with length " +
                                 std::to_string(tuple->size()) + By(annotation));
  }
  const Value& description = tuple->at(0);
  if (!description.is_string()) {
    ThrowInvalid(annotation,
                 "expected first item in the 2-tuple to be a string describing a valid value, but was " +
                     TypeOf(description) + At(annotation));
  }
  const Value check = CheckOf(annotation, tuple->at(1));
  rules_.push_back({std::string(description.as_string()), check, "", Value()});
}

void RuleSet::ReadKeyword(const Annotation& annotation, std::string_view keyword, const Value& value,
                          KeywordArguments& arguments) {
  if (keyword == "when") {
    if (!starlark::IsCallable(value)) ThrowWrongKeyword(annotation, keyword, "function", value);
    when_ = value;
    return;
  }
  if (keyword == "not_null") {
    if (!value.is_bool()) ThrowWrongKeyword(annotation, keyword, "boolean", value);
    is_not_null_ = value.as_bool();
    return;
  }
  Value argument = value;
  if (keyword == "min_len" || keyword == "max_len") {
    argument = ReadLength(annotation, keyword, value);
  } else if (keyword == "one_not_null") {
    CheckOneNotNull(annotation, value);
  } else if (keyword == "one_of") {
    if (!IsSequence(value)) {
      ThrowInvalid(annotation, "expected keyword argument one_of to be a sequence, but was " + TypeOf(value));
    }
  } else if (keyword != "min" && keyword != "max") {
    ThrowInvalid(annotation, "unknown keyword argument \"" + std::string(keyword) + "\"" + At(annotation));
  }
  arguments[keyword] = argument;
}

void RuleSet::AddKeywordRules(const KeywordArguments& arguments) {
  for (const KeywordRule& rule : kKeywordRules) {
    const auto found = arguments.find(rule.keyword);
    if (found == arguments.end()) continue;
    const Value& argument = found->second;
    std::string description(rule.description);
    if (rule.keyword == "one_not_null") {
      description += (argument.is_bool() ? "all children" : starlark::Repr(argument)) + " to be not null";
    } else {
      description += starlark::Repr(argument);
    }
    rules_.push_back({std::move(description), Value(), std::string(rule.keyword), argument});
  }
}

}  // namespace pkgrepo::ytt
