// The functions that all programs have, one source file a subject: universe_numbers.cc, universe_objects.cc,
// universe_sequences.cc, universe_text.cc. Universe() in interpreter.h has them all.

#ifndef PKGREPO_STARLARK_EVAL_UNIVERSE_H_
#define PKGREPO_STARLARK_EVAL_UNIVERSE_H_

#include <span>
#include <string>
#include <string_view>

#include "starlark/values/callable.h"

namespace pkgrepo::starlark {

struct UniversalFunction {
  std::string_view name;
  Value (*function)(Thread&, const CallArguments&);
};

std::span<const UniversalFunction> UniversalNumbers();
std::span<const UniversalFunction> UniversalObjects();
std::span<const UniversalFunction> UniversalSequences();
std::span<const UniversalFunction> UniversalTexts();

// "got 2 arguments, want ".
std::string Got(size_t count);

// Throws Error "chr: got 2 arguments, want 1", where `wanted` is "1".
const Value& SingleArgument(std::string_view name, const CallArguments& arguments, std::string_view wanted);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_UNIVERSE_H_
