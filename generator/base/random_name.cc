#include "base/random_name.h"

#include <fmt/format.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "base/error.h"

namespace pkgrepo {

// Not std::random_device: it asks the processor what it can each time, which takes long in a virtual machine.
std::string RandomName() {
  uint64_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) {
    throw Error(std::string("the system gives no random numbers: ") + std::strerror(errno));
  }
  return fmt::format("{:016x}", number);
}

}  // namespace pkgrepo
