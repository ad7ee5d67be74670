#include "ytt/validation/rule_set.h"

#include "base/error.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

struct KeywordRule {
  std::string_view keyword;
  std::string_view description;  // continued by the argument
  bool wants_number;
};

// In the order in which they are run.
constexpr KeywordRule kKeywordRules[] = {
    {"min_len", "length >= ", true}, {"max_len", "length <= ", true}, {"min", "a value >= ", false},
    {"max", "a value <= ", false},   {"one_not_null", "", false},     {"one_of", "one of ", false},
};

std::string TypeOf(const Value& value) { return std::string(starlark::TypeName(value)); }

bool IsCallable(const Value& value) {
  return value.is_object() && value.object()->can(starlark::capability::kCall);
}

[[noreturn]] void ThrowInvalid(const Annotation& annotation, const std::string& what) {
  throw Error("Invalid @" + annotation.name + " annotation - " + what);
}

std::string At(const Annotation& annotation) { return " (at " + annotation.position.ToString() + ")"; }

std::string By(const Annotation& annotation) { return " (by " + annotation.position.ToString() + ")"; }

[[noreturn]] void ThrowWrongKeyword(const Annotation& annotation, std::string_view keyword,
                                    std::string_view wanted, const Value& value) {
  ThrowInvalid(annotation, "expected keyword argument \"" + std::string(keyword) + "\" to be a " +
                               std::string(wanted) + ", but was " + TypeOf(value) + At(annotation));
}

bool IsSequence(const Value& value) { return starlark::IsIterable(value) && starlark::Length(value) >= 0; }

std::string DescribeOneNotNull(const Annotation& annotation, const Value& keys) {
  if (keys.is_bool()) {
    if (!keys.as_bool()) ThrowInvalid(annotation, "one_not_null= cannot be False");
    return "exactly one of all children to be not null";
  }
  if (!IsSequence(keys)) {
    ThrowInvalid(annotation, "expected True or a sequence of keys, but was a '" + TypeOf(keys) + "'");
  }
  return "exactly one of " + starlark::Repr(keys) + " to be not null";
}

}  // namespace

RuleSet::RuleSet(const Annotation& annotation) : position_(annotation.position) {
  if (annotation.positional.empty() && annotation.named.empty()) {
    ThrowInvalid(annotation, "expected annotation to have 2-tuple as argument(s), but found no arguments" +
                                 By(annotation));
  }
  for (const Value& argument : annotation.positional) AddOwnRule(annotation, argument);
  for (const auto& [keyword, value] : annotation.named) ReadKeyword(annotation, keyword, value);
  AddKeywordRules(annotation);
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
  // Assertions of the assert module are structs with a function `check`.
  Value check = tuple->at(1);
  if (!IsCallable(check) && check.is_object()) check = starlark::FindAttr(check, "check");
  if (!IsCallable(check)) {
    ThrowInvalid(annotation, "expected second item in the 2-tuple to be an assertion function, but was " +
                                 TypeOf(tuple->at(1)) + At(annotation));
  }
  rules_.push_back({std::string(description.as_string()), check, "", Value()});
}

void RuleSet::ReadKeyword(const Annotation& annotation, std::string_view keyword, const Value& value) {
  if (keyword == "when") {
    if (!IsCallable(value)) ThrowWrongKeyword(annotation, keyword, "function", value);
    when_ = value;
    return;
  }
  if (keyword == "not_null") {
    if (!value.is_bool()) ThrowWrongKeyword(annotation, keyword, "boolean", value);
    is_not_null_ = value.as_bool();
    return;
  }
  for (const KeywordRule& rule : kKeywordRules) {
    if (keyword != rule.keyword) continue;
    const bool is_number = starlark::IsInt(value) || value.is_float();
    if (rule.wants_number && !is_number) ThrowWrongKeyword(annotation, keyword, "number", value);
    return;
  }
  ThrowInvalid(annotation, "unknown keyword argument \"" + std::string(keyword) + "\"" + At(annotation));
}

void RuleSet::AddKeywordRules(const Annotation& annotation) {
  for (const KeywordRule& rule : kKeywordRules) {
    const Value* const argument = annotation.Named(rule.keyword);
    if (argument == nullptr) continue;
    std::string description;
    if (rule.keyword == "one_not_null") {
      description = DescribeOneNotNull(annotation, *argument);
    } else {
      if (rule.keyword == "one_of" && !IsSequence(*argument)) {
        ThrowInvalid(annotation,
                     "expected keyword argument one_of to be a sequence, but was " + TypeOf(*argument));
      }
      description = std::string(rule.description) + starlark::Repr(*argument);
    }
    rules_.push_back({std::move(description), Value(), std::string(rule.keyword), *argument});
  }
}

}  // namespace pkgrepo::ytt
