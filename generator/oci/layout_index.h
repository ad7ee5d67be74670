// index.json of an image layout: which images have a name.
//
// Each name stands there twice. First with the manifest itself, whatever its form; then with an OCI index of this one
// manifest, since clients built on containers/image (skopeo, podman) pass over manifests in Docker's form when they look
// for a name.

#ifndef PKGREPO_OCI_LAYOUT_INDEX_H_
#define PKGREPO_OCI_LAYOUT_INDEX_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "oci/image.h"

namespace pkgrepo::oci {

// The annotation that holds an image's name.
inline constexpr std::string_view kRefNameAnnotation = "org.opencontainers.image.ref.name";

// By name.
using NamedManifests = std::map<std::string, Descriptor>;

// Entries without a name are left out. Throws Error.
NamedManifests ParseLayoutIndex(std::string_view json);
std::string PrintLayoutIndex(const NamedManifests& names);

// The OCI index of one manifest.
std::string PrintIndexOfOne(const Descriptor& manifest);

// One name by itself.
std::pair<std::string, Descriptor> ParseNameFile(std::string_view json);
std::string PrintNameFile(std::string_view name, const Descriptor& manifest);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYOUT_INDEX_H_
