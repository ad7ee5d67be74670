// What goes into the layer of a bundle of the graph.

#ifndef PKGREPO_PACKAGING_BUNDLE_CONTENT_H_
#define PKGREPO_PACKAGING_BUNDLE_CONTENT_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "imgpkg/content.h"

namespace pkgrepo::packaging {

// The entries for what was found below `directory` (FileSystem::Walk(), through packaging/bundle_view.h), as imgpkg has
// them for a clean checkout: folders without files are left out, as git keeps none. Throws Error unless there is
// exactly one .imgpkg, in the root, with images.yml in it.
//
// A bundle without images needs no lock in the source tree: where there is none, `lock_file`, unless it is empty,
// becomes .imgpkg/images.yml.
std::vector<imgpkg::ContentEntry> ListBundle(const std::string& directory,
                                             std::vector<FileSystem::Entry> found,
                                             const std::string& lock_file = "", int64_t lock_size = 0);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUNDLE_CONTENT_H_
