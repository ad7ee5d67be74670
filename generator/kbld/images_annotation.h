// The annotation `kbld.k14s.io/images`: which images a resource uses, and where they came from.

#ifndef PKGREPO_KBLD_IMAGES_ANNOTATION_H_
#define PKGREPO_KBLD_IMAGES_ANNOTATION_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kbld/resolver.h"

namespace pkgrepo::kbld {

// Sets the annotation; images without origins are left out. Other annotations stay, unless one of them is not
// a string: then all go, as in kbld. Nothing happens where `metadata` is not a map.
void AnnotateImages(std::vector<ResolvedImage> images, nlohmann::json* resource);

// The origins that the annotation records for `url`; nothing if it does not name it or cannot be read.
Origins AnnotatedOrigins(const nlohmann::json& resource, const std::string& url);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_IMAGES_ANNOTATION_H_
