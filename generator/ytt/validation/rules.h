// The rules that @schema/validation, @assert/validate and the assert module share. Each is a Starlark
// callable of one value that returns nothing when the value is fine and fails with the finding otherwise:
//
//   Rule rule = MinRule(Value::Int(1));     // rule.description: "a value >= 1"
//   Call(thread, rule.check, {value});      // throws EvalError "fail: value < 1"
//
// assert.min(1).check and assert.min_len(…) and so on are these callables.

#ifndef PKGREPO_YTT_VALIDATION_RULES_H_
#define PKGREPO_YTT_VALIDATION_RULES_H_

#include <string>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

struct Rule {
  std::string description;  // follows "must be: "
  starlark::Value check;
};

Rule MinRule(const starlark::Value& minimum);
Rule MaxRule(const starlark::Value& maximum);
Rule MinLengthRule(const starlark::Value& minimum);
Rule MaxLengthRule(const starlark::Value& maximum);
Rule NotNullRule();
// `keys` is a sequence of keys, or True for all keys of the map.
Rule OneNotNullRule(const starlark::Value& keys);
Rule OneOfRule(const starlark::Value& values);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALIDATION_RULES_H_
