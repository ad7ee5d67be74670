// Runs Starlark for the tests.

#ifndef PKGREPO_TESTS_UNIT_STARLARK_PROGRAM_H_
#define PKGREPO_TESTS_UNIT_STARLARK_PROGRAM_H_

#include <string>
#include <string_view>

#include "starlark/eval/interpreter.h"

namespace pkgrepo::starlark {

// Keeps what is printed, and serves load("fruit.star", …) with apple = 1, pear = [2] (frozen).
class TestHost : public Host {
 public:
  StringDict Load(Thread& thread, std::string_view module) override;
  void Print(Thread& thread, std::string_view text) override;

  std::string printed;
};

// The repr of the global `r` after running the text; or the error: findings as "line: message" joined by ";
// ", or the message followed by the trace, " | in f:2", " | in <toplevel>:5".
std::string Evaluate(std::string_view text);

// The same for "r = " + expression, but of an error only its message.
std::string EvaluateExpression(std::string_view expression);

struct Case {
  const char* source;
  const char* result;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_TESTS_UNIT_STARLARK_PROGRAM_H_
