#include "base/exchange.h"

#include <fcntl.h>
#include <stdio.h>

#include "base/error.h"

namespace pkgrepo {
namespace {

// In one step; false if the system or the file system cannot.
bool ExchangeAtOnce([[maybe_unused]] const std::string& a, [[maybe_unused]] const std::string& b) {
#ifdef RENAME_EXCHANGE
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  return false;
#endif
}

}  // namespace

void ExchangeTrees(FileSystem& files, const std::string& fresh, const std::string& place,
                   const std::string& aside) {
  if (!files.Stat(place)) {
    files.Rename(fresh, place);
    return;
  }
  if (ExchangeAtOnce(fresh, place)) return;
  files.Rename(place, aside);
  try {
    files.Rename(fresh, place);
  } catch (const Error&) {
    files.Rename(aside, place);
    throw;
  }
}

}  // namespace pkgrepo
