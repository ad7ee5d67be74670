// Validations: rules that final data values must satisfy, from @schema/validation in schemas and from
// @assert/validate in values.
//
//   ValidateDataValues(thread, document);       // the result of overlaying all data values
//
// Rules from a schema are attached to the values by Schema::Check() (schema/schema.h); annotations in the
// document itself are read here. A rule is run only if its value is not null (but for not_null=), and if
// its when= says so.
//
// Behaviour: https://carvel.dev/ytt/docs/v0.48.0/lang-ref-ytt-schema/#schemavalidation

#ifndef PKGREPO_YTT_VALIDATION_VALIDATE_H_
#define PKGREPO_YTT_VALIDATION_VALIDATE_H_

#include "starlark/eval/interpreter.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

// Runs all rules, outermost first, in document order. Throws Error "Validating final data values:" with a
// paragraph for each rule set that is violated, or an Error that says what is wrong with a rule.
void ValidateDataValues(starlark::Thread& thread, const yaml::Item& document);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALIDATION_VALIDATE_H_
