#include "imgpkg/copy_plan.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/thread_pool.h"
#include "imgpkg/bundle_images.h"
#include "imgpkg/signature.h"

namespace pkgrepo::imgpkg {
namespace {

class Planner {
 public:
  Planner(const ImageFetcher& fetcher, const CopyOptions& options) : fetcher_(fetcher), options_(options) {}

  void AddImage(const CopySource& source) {
    const oci::Reference reference = oci::Reference::Parse(source.reference);
    const FetchedImage image = fetcher_.Fetch(reference);
    if (image.is_bundle()) {
      throw Error("Expected bundle flag when copying a bundle (hint: Use -b instead of -i for bundles)");
    }
    Add(image).tag = reference.tag();
  }

  void AddRootBundle(const CopySource& source) {
    const oci::Reference reference = oci::Reference::Parse(source.reference);
    const FetchedImage bundle = fetcher_.Fetch(reference);
    if (!bundle.is_bundle()) {
      throw Error("Expected bundle image but found plain image (hint: Did you use -i instead of -b?)");
    }
    WithContext("Reading Images from Bundle: ", [&] { AddBundle(bundle, bundle.reference.ToString(), 0); });
    CopyItem& item = items_.at(bundle.reference.ToString());
    item.tag = source.tag.empty() ? reference.tag()
                                  : oci::Reference::WithTag(reference.repository(), source.tag).tag();
    item.is_root_bundle = true;
  }

  void AddImagesLock(const ImagesLock& lock) {
    for (const LockedImage& locked : lock.images) {
      const FetchedImage image = fetcher_.Fetch(oci::Reference::ParseDigest(locked.image));
      if (image.is_bundle()) {
        throw Error(
            "Unable to copy bundles using an Images Lock file (hint: Create a bundle with these images)");
      }
      Add(image);
    }
  }

  void AddSignatures() {
    std::vector<CopyItem> signatures;
    for (const auto& [reference, item] : items_) {
      const std::optional<Signature> signature = FindSignature(fetcher_.registry(), item.reference);
      if (!signature || signature->is_denied) continue;
      const FetchedImage image = fetcher_.Fetch(signature->place);
      signatures.push_back({.reference = image.reference,
                            .descriptor = image.fetched.descriptor,
                            .tag = signature->place.tag()});
    }
    for (CopyItem& item : signatures) items_.emplace(item.reference.ToString(), std::move(item));
  }

  // Sorted by reference, since the map is.
  std::vector<CopyItem> Finish() {
    std::vector<CopyItem> items;
    for (auto& [reference, item] : items_) items.push_back(std::move(item));
    return items;
  }

 private:
  CopyItem& Add(const FetchedImage& image) {
    CopyItem item{
        .reference = image.reference, .descriptor = image.fetched.descriptor, .is_bundle = image.is_bundle()};
    return items_.try_emplace(item.reference.ToString(), std::move(item)).first->second;
  }

  void AddBundle(const FetchedImage& bundle, const std::string& original, int depth) {
    if (depth > kMaxBundleNesting) throw Error("Bundles are nested too deeply: '" + original + "'");
    if (items_.contains(bundle.reference.ToString())) return;
    Add(bundle).original = original;
    const RegistrySource source(fetcher_, bundle.reference.repository());
    const ImagesLock lock = ReadImagesLock(source, *bundle.manifest, *bundle.reference.digest());
    const std::vector<BundleImage> images =
        LocateImages(fetcher_, bundle.reference, lock, options_.concurrency);
    const std::vector<std::optional<FetchedImage>> fetched = FetchAll(images);
    for (size_t i = 0; i < images.size(); ++i) {
      if (fetched[i]->is_bundle()) {
        AddBundle(*fetched[i], images[i].locked.image, depth + 1);
      } else {
        Add(*fetched[i]).original = images[i].locked.image;
      }
    }
  }

  std::vector<std::optional<FetchedImage>> FetchAll(const std::vector<BundleImage>& images) {
    std::vector<std::optional<FetchedImage>> fetched(images.size());
    ThreadPool pool(static_cast<unsigned>(options_.concurrency));
    for (size_t i = 0; i < images.size(); ++i) {
      pool.Run([&, i] {
        if (!images[i].beside_bundle) CheckExists(images[i].place);
        fetched[i] = fetcher_.Fetch(images[i].place);
      });
    }
    pool.Wait();
    return fetched;
  }

  void CheckExists(const oci::Reference& reference) const {
    WithContext("Checking image existence: ", [&] { fetcher_.registry().Resolve(reference); });
  }

  const ImageFetcher& fetcher_;
  const CopyOptions& options_;
  // By reference.
  std::map<std::string, CopyItem> items_;
};

}  // namespace

std::vector<CopyItem> PlanCopy(const ImageFetcher& fetcher, const CopySource& source,
                               const CopyOptions& options) {
  Planner planner(fetcher, options);
  switch (source.kind) {
    case CopySource::Kind::kImage:
      planner.AddImage(source);
      break;
    case CopySource::Kind::kBundle:
      planner.AddRootBundle(source);
      break;
    case CopySource::Kind::kImagesLock:
      planner.AddImagesLock(source.lock);
      break;
  }
  if (options.cosign_signatures) planner.AddSignatures();
  return planner.Finish();
}

}  // namespace pkgrepo::imgpkg
