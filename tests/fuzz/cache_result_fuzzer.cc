// Any bytes as the result of an action.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cache/remote_execution.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using pkgrepo::cache::ActionResult;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::optional<ActionResult> result = ActionResult::Decode(bytes);
  if (!result) return 0;
  // What was understood is written such that it is understood again.
  const std::string written = result->Encode();
  const std::optional<ActionResult> again = ActionResult::Decode(written);
  if (!again || again->Encode() != written) std::abort();
  return 0;
}
