// The configuration of a container image: what runs in it, and which layers it is made of.
//
// https://github.com/opencontainers/image-spec/blob/main/config.md

#ifndef PKGREPO_ARTIFACT_IMAGE_CONFIG_H_
#define PKGREPO_ARTIFACT_IMAGE_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "artifact/image_specification.h"
#include "base/digest.h"

namespace pkgrepo::artifact {

// JSON without white space. `base` is the configuration of the base image, "" without one: the
// settings go over its own, as those of a Dockerfile do (an entrypoint of its own makes the base's
// command void), `diff_ids` behind its layers. There is no time in it: what was created is as old
// as imgpkg's images.
std::string MakeImageConfig(const ImageSettings& settings, const oci::Platform& platform,
                            std::string_view base, const std::vector<Digest>& diff_ids);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_CONFIG_H_
