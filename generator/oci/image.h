// Manifests, configs and indexes: what an image is made of, in the OCI form and in Docker's (schema 2).
//
// Parsing keeps what the tools need; the bytes themselves are what has a digest, so they travel beside it and
// are never printed anew. Writing makes compact JSON as Go prints it: with Docker's media types for what the tools write,
// with those of OCI for images of containers.
//
// https://github.com/opencontainers/image-spec,
// https://distribution.github.io/distribution/spec/manifest-v2-2/

#ifndef PKGREPO_OCI_IMAGE_H_
#define PKGREPO_OCI_IMAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace pkgrepo::oci {

inline constexpr std::string_view kDockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr std::string_view kDockerManifestList =
    "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr std::string_view kDockerConfig = "application/vnd.docker.container.image.v1+json";
inline constexpr std::string_view kDockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
inline constexpr std::string_view kDockerForeignLayer =
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
inline constexpr std::string_view kOciManifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kOciIndex = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view kOciConfig = "application/vnd.oci.image.config.v1+json";
inline constexpr std::string_view kOciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

// Manifests, indexes and configs are small; nothing longer is read into memory.
inline constexpr int64_t kMaxManifestSize = 4 << 20;

// An index may hold indexes. Deeper nesting is treated as an attack.
inline constexpr int kMaxIndexDepth = 100;

// A list of images by platform, in either form.
bool IsIndexMediaType(std::string_view media_type);
// A layer that may not be copied to another registry.
bool IsNonDistributableLayer(std::string_view media_type);

struct Platform {
  std::string architecture;
  std::string os;
  std::string os_version;
  std::string variant;
};

// A reference to content: what it is, how long, and its digest.
struct Descriptor {
  std::string media_type;
  int64_t size = 0;
  Digest digest;
  std::vector<std::string> urls = {};
  std::map<std::string, std::string> annotations = {};
  std::optional<Platform> platform = {};
};

// The manifest of one image.
struct Manifest {
  std::string media_type;
  Descriptor config;
  std::vector<Descriptor> layers;

  // Throws Error on anything that is not a manifest, on sizes below 0 and on digests that are not sha256.
  static Manifest Parse(std::string_view json);
  // Docker schema 2, compact, no newline at the end.
  std::string ToDockerJson() const;
  // The same in the form of OCI, whatever `media_type` says.
  std::string ToOciJson(const std::map<std::string, std::string>& annotations) const;
};

// The manifest of several images. Entries may be indexes again.
struct Index {
  std::string media_type;
  std::vector<Descriptor> manifests;

  static Index Parse(std::string_view json);
  // As Manifest::ToOciJson(), with the platforms.
  std::string ToOciJson(const std::map<std::string, std::string>& annotations) const;
};

// The part of an image's config that the tools read.
struct ImageConfig {
  std::string architecture = {};
  std::string os = {};
  std::string variant = {};
  std::map<std::string, std::string> labels = {};
  // Digests of the uncompressed layers, in the order of the layers.
  std::vector<Digest> diff_ids = {};

  static ImageConfig Parse(std::string_view json);
  // No time, one line of history by `author`; compact, no newline at the end.
  std::string ToDockerJson(std::string_view author) const;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_IMAGE_H_
