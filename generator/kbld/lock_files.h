// The files in which kbld records what it resolved: imgpkg's ImagesLock and its own Config with overrides.

#ifndef PKGREPO_KBLD_LOCK_FILES_H_
#define PKGREPO_KBLD_LOCK_FILES_H_

#include <map>
#include <string>
#include <vector>

#include "imgpkg/images_lock.h"
#include "kbld/resolver.h"
#include "kbld/search_rule.h"

namespace pkgrepo::kbld {

// By reference, as found.
using ResolvedImages = std::map<std::string, ResolvedImage>;

// An entry per reference, sorted by it, with its id and, if wanted, how it was resolved. Throws Error if a
// preresolved image is not a digest reference.
imgpkg::ImagesLock MakeImagesLock(const ResolvedImages& images, bool with_origins);

// The text of `--lock-output`: a Config whose overrides resolve the same references to the same images.
std::string PrintConfigLock(const ResolvedImages& images, const std::vector<SearchRule>& search_rules);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_LOCK_FILES_H_
