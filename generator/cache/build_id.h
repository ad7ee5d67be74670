// Which program this is.

#ifndef PKGREPO_CACHE_BUILD_ID_H_
#define PKGREPO_CACHE_BUILD_ID_H_

#include <string>

namespace pkgrepo::cache {

// Hexadecimal digits that a program of other code has not: what the linker has noted (ld's --build-id), which costs
// nothing to find, or the digest of the program's file where it has noted nothing.
std::string BuildId();

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_BUILD_ID_H_
