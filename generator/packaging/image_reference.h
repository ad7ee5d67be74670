// References to images as files spell them: `nginx` and `index.docker.io/library/nginx:latest` are one image.
//
//   if (CanonicalImage(entry.image) == CanonicalImage(image)) …

#ifndef PKGREPO_PACKAGING_IMAGE_REFERENCE_H_
#define PKGREPO_PACKAGING_IMAGE_REFERENCE_H_

#include <optional>
#include <string>

#include "oci/reference.h"

namespace pkgrepo::packaging {

// nullopt for a text that is not a reference.
std::optional<oci::Reference> ParseReference(const std::string& text);

// Whether the text is a reference that says a digest, which no registry is asked for.
bool IsPinned(const std::string& text);

// The reference in normal form (oci/reference.h), in which references to one image are equal; `text` itself if it is
// not a reference.
std::string CanonicalImage(const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_IMAGE_REFERENCE_H_
