// What a copy consists of: each image once, and where it is found.

#ifndef PKGREPO_IMGPKG_COPY_PLAN_H_
#define PKGREPO_IMGPKG_COPY_PLAN_H_

#include <string>
#include <vector>

#include "imgpkg/copy.h"
#include "imgpkg/fetch.h"
#include "oci/image.h"
#include "oci/reference.h"

namespace pkgrepo::imgpkg {

struct CopyItem {
  // Where it is found, by digest.
  oci::Reference reference;
  oci::Descriptor descriptor;
  // Of a bundle or an image of one: as the ImagesLock has it.
  std::string original = {};
  // Under which it will be known in the destination, besides the tag of its digest.
  std::string tag = {};
  bool is_bundle = false;
  bool is_root_bundle = false;
};

// The items of a source in registries, sorted by reference. Throws Error with upstream's words.
std::vector<CopyItem> PlanCopy(const ImageFetcher& fetcher, const CopySource& source,
                               const CopyOptions& options);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_COPY_PLAN_H_
