// Any bytes as a Starlark program, which is run with a bounded number of steps; what it leaves is printed and
// frozen.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/memory_budget.h"
#include "starlark/eval/interpreter.h"
#include "starlark/values/heap.h"
#include "starlark/values/operations.h"

using namespace pkgrepo;

namespace {

class SilentHost final : public starlark::Host {
 public:
  starlark::StringDict Load(starlark::Thread&, std::string_view) override {
    return {{"one", starlark::Value::Int(1)}, {"dir", starlark::Universe().at("dir")}};
  }
  void Print(starlark::Thread&, std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const MemoryBudget budget(uint64_t{1} << 30);
  starlark::Heap heap;
  // One thread for all inputs: its stack is large, and empty between two of them.
  static SilentHost host;
  static starlark::Thread thread(host);
  thread.set_max_steps(2000);
  try {
    starlark::Ref<starlark::Program> program = starlark::Compile(
        "fuzz.star", {reinterpret_cast<const char*>(data), size}, [](std::string_view) { return false; });
    starlark::StringDict globals = starlark::Run(thread, *program, {});
    for (const auto& [name, value] : globals) starlark::Repr(value);
    starlark::Freeze(globals);
    starlark::Run(thread, *program, {});
  } catch (const Error&) {
  } catch (const std::bad_alloc&) {
  }
  return 0;
}
