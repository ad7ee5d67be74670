// From an image reference to a digest: overrides, tag selection, the registry's answer, platform selection.
//
//   Resolver resolver(config, registry, {.platform = platform});
//   ResolvedImage image = resolver.Resolve("nginx:1.25");
//   image.url       // "index.docker.io/library/nginx@sha256:…"
//   image.origins   // resolved from the tag 1.25
//
// https://carvel.dev/kbld/docs/latest/resolving/

#ifndef PKGREPO_KBLD_RESOLVER_H_
#define PKGREPO_KBLD_RESOLVER_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kbld/config.h"
#include "kbld/origin.h"
#include "oci/image.h"
#include "oci/registry_client.h"

namespace pkgrepo::kbld {

struct ResolvedImage {
  // A digest reference, or what a preresolved override says.
  std::string url;
  // How it came about; nothing for what was a digest from the start.
  Origins origins;
};

struct ResolverOptions {
  // Narrows indexes to one image, unless an override says otherwise.
  std::optional<oci::Platform> platform = {};
  // Whether images with a source would be built. Building isn't supported: it only decides on the error's
  // words.
  bool allow_build = true;
  // How many images are resolved at the same time; at least 1.
  int concurrency = 4;
};

class Resolver {
 public:
  // Both are kept and must outlive the resolver. The registry is asked only for what configuration and
  // digests leave open.
  Resolver(const Config& config, const oci::RegistryClient& registry, ResolverOptions options)
      : config_(config), registry_(registry), options_(std::move(options)) {}

  // Throws Error with kbld's words. Thread-safe.
  ResolvedImage Resolve(const std::string& reference) const;

  // All at once, by reference. Throws one Error for all that failed, a line for each:
  // "\n- Resolving image 'a:1': …".
  std::map<std::string, ResolvedImage> ResolveAll(const std::vector<std::string>& references) const;

 private:
  std::string SelectTag(const std::string& repository, const TagSelection& selection) const;
  void RefuseBuild(const std::string& url) const;
  ResolvedImage ResolveUrl(const std::string& url) const;
  void SelectPlatform(const oci::Platform& platform, ResolvedImage* image) const;

  const Config& config_;
  const oci::RegistryClient& registry_;
  ResolverOptions options_;
};

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_RESOLVER_H_
