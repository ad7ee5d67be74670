// The base of an image, pinned: a file beside the CMakeLists.txt, to be committed. It has all of
// the base that the digest of the image depends on, manifests and configurations, so that this is
// known without a network; the layers stay in the registry until something is pushed.
//
//   # The base of an image, pinned …
//   base: debian:12
//   image: index.docker.io/library/debian@sha256:…
//   index: "…"
//   platforms:
//   - platform: linux/amd64
//     manifest: "…"
//     config: "…"
//
// All of it hangs together by digests, which are checked without a registry: `image` has that of
// `index`, or, where the base is no index, of the one manifest; the index has those of the
// manifests, with their platforms, and each manifest that of its configuration.

#ifndef PKGREPO_ARTIFACT_BASE_LOCK_H_
#define PKGREPO_ARTIFACT_BASE_LOCK_H_

#include <string>
#include <vector>

#include "artifact/image_build.h"
#include "artifact/image_specification.h"
#include "base/error.h"
#include "oci/reference.h"
#include "oci/registry_client.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

struct BaseLock {
  struct Entry {
    // As NameOf() writes it.
    std::string platform;
    // Their bytes.
    std::string manifest;
    std::string config;
  };

  // As the call of CMake has it.
  std::string base;
  // REPOSITORY@DIGEST.
  std::string image;
  // Its bytes; "" if the base is one manifest.
  std::string index = {};
  std::vector<Entry> platforms;
  Position base_position = {};
  Position platforms_position = {};

  std::string ToYaml() const;
  // Throws Error with the line for anything that ToYaml() does not write, comments excepted, and
  // where digests do not agree.
  static BaseLock Parse(const std::string& file, const std::string& text);
};

// Asks the registry. Throws Error, naming the platforms that there are, if the base has none of
// those that are wanted.
BaseLock ResolveBase(const ImageSpecification& specification, const oci::RegistryClient& registry);

struct LockedBase {
  BaseImages images;
  // Where the layers are.
  std::string repository;
};

// What the lock of the specification says. Empty for an image without a base. Throws Error if there
// is no lock, or it is of something else.
LockedBase ReadBase(const ImageSpecification& specification, packaging::StepInputs& inputs);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_BASE_LOCK_H_
