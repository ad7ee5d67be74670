// What a build has asked its cache for, so that it can be told in one line at the end.
//
//   NoteLookup("carvel/cache", /*found=*/true);               // each step
//   std::cout << DescribeLookups("carvel/cache") << "\n";     // "cache: 812 found, 188 not found"
//   ForgetLookups("carvel/cache");
//
// The steps of a build are processes of their own: each appends one byte to FILE.lookups, which the system does in one
// piece. Without that file nothing was asked for since it was last told.

#ifndef PKGREPO_CACHE_CACHE_USE_H_
#define PKGREPO_CACHE_CACHE_USE_H_

#include <string>

namespace pkgrepo::cache {

// Does nothing where that cannot be noted: no build fails for it.
void NoteLookup(const std::string& file, bool found);
// "" if nothing was asked for.
std::string DescribeLookups(const std::string& file);
void ForgetLookups(const std::string& file);

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_CACHE_USE_H_
