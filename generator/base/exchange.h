// Putting a new tree in the place of an old one.

#ifndef PKGREPO_BASE_EXCHANGE_H_
#define PKGREPO_BASE_EXCHANGE_H_

#include <string>

#include "base/file_system.h"

namespace pkgrepo {

// Moves `fresh` to `place`, and what was there to `fresh` or to `aside`; all on one file system, `aside` not
// there yet. Whoever looks at `place`, or finds it after the process was killed, sees the old tree or the new
// one, on systems that can exchange two paths in one step; elsewhere there is a moment without either. A
// failure leaves the old one. Throws Error.
void ExchangeTrees(FileSystem& files, const std::string& fresh, const std::string& place,
                   const std::string& aside);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_EXCHANGE_H_
