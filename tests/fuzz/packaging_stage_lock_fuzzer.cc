// Any bytes as the lock of a stage, which people may have merged: it is read, or there is an Error; what is written again is
// read as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/stage_lock.h"

using namespace pkgrepo;
using namespace pkgrepo::packaging;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  StageLock lock;
  try {
    lock = StageLock::Parse("fuzz", text);
  } catch (const Error&) {
    return 0;
  }
  if (StageLock::Parse("fuzz", lock.ToYaml()) != lock) std::abort();  // an Error is a finding, too
  return 0;
}
