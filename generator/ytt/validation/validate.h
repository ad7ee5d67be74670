// Validations: rules that final data values must satisfy, from @assert/validate in values and from
// @schema/validation in schemas.
//
//   AttachValidations(document);                                 // @assert/validate annotations become rules
//   …                                                            // overlay
//   std::string violations = Validate(thread, document);        // "" if all is well
//
// Rules belong to nodes (the `validations` slot of their Annotations) and move with them through overlays and
// from a schema to its values.
//
// Behaviour: https://carvel.dev/ytt/docs/v0.48.0/lang-ref-ytt-schema/#schemavalidation

#ifndef PKGREPO_YTT_VALIDATION_VALIDATE_H_
#define PKGREPO_YTT_VALIDATION_VALIDATE_H_

#include <string>

#include "starlark/eval/interpreter.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

// Turns the assert/validate annotations in `document` into rules. Throws Error if one is malformed.
void AttachValidations(yaml::Item& document);

// Runs the rules of all nodes, outermost first, in document order, and returns the findings as ytt words them
// after "Validating final data values:", one paragraph for each value that is wrong; empty if none is. Throws
// Error when a rule cannot be run (its when= is no boolean).
std::string Validate(starlark::Thread& thread, const yaml::Item& document);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALIDATION_VALIDATE_H_
