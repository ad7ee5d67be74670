// Formatting with the % operator, and of floats; str.format is among the string methods.

#ifndef PKGREPO_STARLARK_VALUES_FORMAT_H_
#define PKGREPO_STARLARK_VALUES_FORMAT_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

// format % operand, where a tuple supplies several operands and %(name)s takes them from a mapping.
Value FormatPercent(std::string_view format, const Value& operand);

// A float in the form of printf's %e, %f or %g, with "+Inf", "-Inf" and "NaN" as in Go.
std::string FloatText(char conversion, double value);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_FORMAT_H_
