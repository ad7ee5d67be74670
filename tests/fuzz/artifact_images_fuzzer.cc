// Any bytes as the specification of an image, and as the lock of a base.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifact/base_lock.h"
#include "artifact/image_specification.h"
#include "base/error.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    artifact::ImageSpecification::Parse("fuzzer", text);
  } catch (const Error&) {
  }
  try {
    const std::string written = artifact::BaseLock::Parse("fuzzer", text).ToYaml();
    if (artifact::BaseLock::Parse("fuzzer", written).ToYaml() != written) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
