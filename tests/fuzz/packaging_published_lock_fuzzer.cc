// Any bytes as the lock of a published version. It is read, or there is an Error; what is written of it is read as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/published_lock.h"

using namespace pkgrepo;
using namespace pkgrepo::packaging;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  PublishedLock lock;
  try {
    lock = PublishedLock::Parse("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  } catch (const Error&) {
    return 0;
  }
  const std::string written = lock.ToYaml();
  const PublishedLock again = PublishedLock::Parse("written", written);
  if (again.image != lock.image || again.tag != lock.tag || again.files != lock.files) std::abort();
  if (again.ToYaml() != written) std::abort();
  return 0;
}
