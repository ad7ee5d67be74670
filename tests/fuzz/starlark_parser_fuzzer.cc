// Any bytes as a Starlark program: compiling ends in a program or in a SyntaxError.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "starlark/eval/interpreter.h"
#include "starlark/values/heap.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  starlark::Heap heap;
  try {
    starlark::Compile("fuzz.star", {reinterpret_cast<const char*>(data), size},
                      [](std::string_view name) { return name == "struct"; });
  } catch (const Error&) {
  }
  return 0;
}
