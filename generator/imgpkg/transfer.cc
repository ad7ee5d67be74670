#include "imgpkg/transfer.h"

#include <set>
#include <vector>

#include "base/thread_pool.h"
#include "imgpkg/image_walk.h"

namespace pkgrepo::imgpkg {
namespace {

void TransferBlob(const ImageSource& source, const oci::Descriptor& blob, const oci::Repository& destination,
                  const oci::RegistryClient& registry) {
  if (registry.HasBlob(destination, blob.digest)) return;
  const std::optional<oci::Repository> from = source.RepositoryOf(blob);
  if (from && *from != destination && registry.MountBlob(destination, blob.digest, *from)) return;
  const auto body = source.OpenBlob(blob);
  registry.UploadBlob(destination, blob.digest, *body);
}

class Transfer {
 public:
  Transfer(const ImageSource& source, const oci::Repository& destination, const oci::RegistryClient& registry,
           const TransferOptions& options)
      : source_(source), destination_(destination), registry_(registry), options_(options) {}

  void Run(const oci::Descriptor& image) {
    WalkImage(image, source_, [&](const oci::Descriptor& manifest, const std::string& bytes) {
      if (!oci::IsIndexMediaType(manifest.media_type)) SendBlobs(oci::Manifest::Parse(bytes));
      registry_.PutManifest(oci::Reference::WithDigest(destination_, manifest.digest), manifest.media_type,
                            bytes);
    });
  }

 private:
  void SendBlobs(const oci::Manifest& manifest) {
    std::vector<oci::Descriptor> blobs = manifest.layers;
    blobs.push_back(manifest.config);
    std::set<Digest> seen;
    ThreadPool pool(static_cast<unsigned>(options_.concurrency));
    for (const oci::Descriptor& blob : blobs) {
      const bool stays_behind =
          oci::IsNonDistributableLayer(blob.media_type) && !options_.include_non_distributable_layers;
      if (stays_behind || !seen.insert(blob.digest).second) continue;
      pool.Run([this, &blob] { TransferBlob(source_, blob, destination_, registry_); });
    }
    pool.Wait();
  }

  const ImageSource& source_;
  const oci::Repository& destination_;
  const oci::RegistryClient& registry_;
  const TransferOptions& options_;
};

}  // namespace

void TransferImage(const ImageSource& source, const oci::Descriptor& image,
                   const oci::Repository& destination, const oci::RegistryClient& registry,
                   const TransferOptions& options) {
  Transfer(source, destination, registry, options).Run(image);
}

}  // namespace pkgrepo::imgpkg
