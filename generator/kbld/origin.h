// Where an image came from, step by step, as kbld records it in annotations and locks:
//
//   - resolved:
//       tag: v1
//       url: ghcr.io/acme/app:v1
//   - platformSelected:
//       architecture: arm64
//       index: ghcr.io/acme/app@sha256:…
//       os: linux

#ifndef PKGREPO_KBLD_ORIGIN_H_
#define PKGREPO_KBLD_ORIGIN_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "oci/image.h"

namespace pkgrepo::kbld {

// One step, in the form in which it is printed.
using Origin = nlohmann::json;
using Origins = std::vector<Origin>;

Origin ResolvedOrigin(const std::string& url, const std::string& tag);
Origin PreresolvedOrigin(const std::string& url);
Origin PlatformSelectedOrigin(const std::string& index_url, const oci::Platform& platform);

// The steps in a YAML text. Unknown fields are dropped. Throws Error with Go's words.
Origins ParseOrigins(std::string_view yaml);

std::string PrintOrigins(const Origins& origins);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_ORIGIN_H_
