#include "imgpkg/push.h"

#include "base/error.h"
#include "imgpkg/fetch.h"
#include "imgpkg/layout_source.h"
#include "imgpkg/transfer.h"

namespace pkgrepo::imgpkg {
namespace {

void PutUnlessThere(const ImageSource& source, const oci::Descriptor& manifest, const oci::Reference& target,
                    const oci::RegistryClient& registry) {
  WithContext("Writing image: ", [&] {
    const auto digest_tag = oci::Reference::WithTag(target.repository(), DigestTag(manifest.digest));
    const bool is_tagged = registry.Holds(target, manifest.digest);
    // What a registry names it has, with all its blobs.
    const bool is_there = registry.Holds(digest_tag, manifest.digest);
    if (!is_there) TransferImage(source, manifest, target.repository(), registry, {});
    const std::string bytes = source.ReadManifest(manifest);
    if (!is_tagged) registry.PutManifest(target, manifest.media_type, bytes);
    if (!is_there) registry.PutManifest(digest_tag, manifest.media_type, bytes);
  });
}

}  // namespace

std::string DigestTag(const Digest& digest) { return "sha256-" + digest.hex() + ".imgpkg"; }

oci::Reference PushImage(const oci::Layout& layout, const oci::Descriptor& manifest,
                         const oci::Reference& target, const oci::RegistryClient& registry,
                         const std::optional<oci::Repository>& rest) {
  WithContext("Writing '" + target.ToString() + "': ", [&] {
    registry.Connect(target.repository());
    if (!rest) return PutUnlessThere(LayoutSource(layout, nullptr), manifest, target, registry);
    const ImageFetcher fetcher(registry);
    const RegistrySource elsewhere(fetcher, *rest);
    PutUnlessThere(LayoutSource(layout, &elsewhere), manifest, target, registry);
  });
  return oci::Reference::WithDigest(target.repository(), manifest.digest);
}

}  // namespace pkgrepo::imgpkg
