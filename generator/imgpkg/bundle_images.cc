#include "imgpkg/bundle_images.h"

#include "base/thread_pool.h"
#include "imgpkg/image_locations.h"

namespace pkgrepo::imgpkg {
namespace {

bool Exists(const oci::RegistryClient& registry, const oci::Reference& reference) {
  try {
    registry.Resolve(reference);
    return true;
  } catch (const oci::RegistryError& error) {
    if (IsHidden(error)) return false;
    throw;
  }
}

}  // namespace

std::vector<BundleImage> LocateImages(const ImageFetcher& fetcher, const oci::Reference& bundle,
                                      const ImagesLock& lock, int concurrency) {
  const std::optional<ImageLocations> locations = FetchLocations(fetcher, bundle);
  std::vector<BundleImage> images;
  for (const LockedImage& locked : lock.images) {
    BundleImage image{.locked = locked, .place = oci::Reference::ParseDigest(locked.image)};
    const ImageLocation* location = locations ? locations->Find(locked.image) : nullptr;
    if (location != nullptr) {
      image.beside_bundle = true;
      image.is_bundle = location->is_bundle;
    }
    images.push_back(std::move(image));
  }
  ThreadPool pool(static_cast<unsigned>(concurrency));
  for (BundleImage& image : images) {
    pool.Run([&] {
      const auto beside = oci::Reference::WithDigest(bundle.repository(), *image.place.digest());
      if (!image.beside_bundle) image.beside_bundle = Exists(fetcher.registry(), beside);
      if (image.beside_bundle) image.place = beside;
    });
  }
  pool.Wait();
  return images;
}

}  // namespace pkgrepo::imgpkg
