#include "imgpkg/push.h"

#include "base/error.h"
#include "imgpkg/transfer.h"
#include "net/file_body.h"

namespace pkgrepo::imgpkg {
namespace {

class LayoutSource : public ImageSource {
 public:
  explicit LayoutSource(const oci::Layout& layout) : layout_(layout) {}

  std::string ReadManifest(const oci::Descriptor& manifest) const override {
    return layout_.ReadBlob(manifest.digest);
  }
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const override {
    layout_.CheckSize(blob);
    return std::make_unique<net::FileBody>(layout_.BlobPath(blob.digest), 0, blob.size);
  }

 private:
  const oci::Layout& layout_;
};

void PutUnlessThere(const oci::Layout& layout, const oci::Descriptor& manifest, const oci::Reference& target,
                    const oci::RegistryClient& registry) {
  WithContext("Writing image: ", [&] {
    const auto digest_tag = oci::Reference::WithTag(target.repository(), DigestTag(manifest.digest));
    const bool is_tagged = registry.Holds(target, manifest.digest);
    // What a registry names it has, with all its blobs.
    const bool is_there = registry.Holds(digest_tag, manifest.digest);
    if (!is_there) TransferImage(LayoutSource(layout), manifest, target.repository(), registry, {});
    const std::string bytes = layout.ReadBlob(manifest.digest);
    if (!is_tagged) registry.PutManifest(target, manifest.media_type, bytes);
    if (!is_there) registry.PutManifest(digest_tag, manifest.media_type, bytes);
  });
}

}  // namespace

std::string DigestTag(const Digest& digest) { return "sha256-" + digest.hex() + ".imgpkg"; }

oci::Reference PushImage(const oci::Layout& layout, const oci::Descriptor& manifest,
                         const oci::Reference& target, const oci::RegistryClient& registry) {
  WithContext("Writing '" + target.ToString() + "': ", [&] {
    registry.Connect(target.repository());
    PutUnlessThere(layout, manifest, target, registry);
  });
  return oci::Reference::WithDigest(target.repository(), manifest.digest);
}

}  // namespace pkgrepo::imgpkg
