#include "imgpkg/describe.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "imgpkg/bundle_images.h"
#include "imgpkg/fetch.h"
#include "imgpkg/image_locations.h"
#include "imgpkg/signature.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr const char* kTagAnnotation = "tag";
// What is described of a bundle stands there for each bundle that names it.
constexpr size_t kMaxDescribed = 300'000;

// The image and all that it holds.
size_t CountImages(const DescribedImage& image) {
  size_t count = 1 + image.images.size();
  for (const auto& [digest, bundle] : image.bundles) count += CountImages(bundle);
  return count;
}

class Describer {
 public:
  Describer(const oci::RegistryClient& registry, const DescribeOptions& options)
      : fetcher_(registry), options_(options) {}

  const ImageFetcher& fetcher() const { return fetcher_; }

  // Each bundle is looked into once, however often it is named.
  DescribedImage DescribeBundle(const FetchedImage& bundle, const LockedImage& locked, int depth) {
    if (depth > kMaxBundleNesting) throw Error("Bundles are nested too deeply: '" + locked.image + "'");
    auto known = known_bundles_.find(bundle.reference.ToString());
    if (known == known_bundles_.end()) {
      known = known_bundles_.emplace(bundle.reference.ToString(), LookInto(bundle, locked, depth)).first;
    }
    DescribedImage described = known->second;
    described.origin = locked.image;
    described.annotations = locked.annotations;
    return described;
  }

 private:
  DescribedImage LookInto(const FetchedImage& bundle, const LockedImage& locked, int depth) {
    DescribedImage described = Describe("Bundle", bundle, locked);
    const RegistrySource source(fetcher_, bundle.reference.repository());
    const ImagesLock lock = ReadImagesLock(source, *bundle.manifest, *bundle.reference.digest());
    for (const BundleImage& image : LocateImages(fetcher_, bundle.reference, lock, options_.concurrency)) {
      described_ += AddImage(image, described, depth);
      if (described_ > kMaxDescribed)
        throw Error("Bundle '" + locked.image + "' leads to too many images to list");
    }
    AddSignature(bundle.reference, described);
    if (const auto locations = FindLocationsImage(fetcher_.registry(), bundle.reference)) {
      Add("Internal", oci::Reference::WithDigest(bundle.reference.repository(), *locations), {}, described);
    }
    return described;
  }

  DescribedImage Describe(const std::string& type, const FetchedImage& image,
                          const LockedImage& locked) const {
    DescribedImage described{
        .type = type, .image = image.reference, .origin = locked.image, .annotations = locked.annotations};
    if (options_.layers) described.layers = LayersOf(image);
    return described;
  }

  std::vector<Digest> LayersOf(const FetchedImage& image, int depth = 0) const {
    if (image.is_index()) {
      if (depth >= oci::kMaxIndexDepth)
        throw Error("Index " + image.reference.ToString() + " is nested too deeply");
      for (const oci::Descriptor& child : oci::Index::Parse(image.fetched.bytes).manifests) {
        const bool is_default =
            child.platform && child.platform->os == "linux" && child.platform->architecture == "amd64";
        if (!is_default || oci::IsIndexMediaType(child.media_type)) continue;
        return LayersOf(
            fetcher_.Fetch(oci::Reference::WithDigest(image.reference.repository(), child.digest)),
            depth + 1);
      }
      return {};
    }
    std::vector<Digest> layers;
    for (const oci::Descriptor& layer : image.manifest->layers) layers.push_back(layer.digest);
    return layers;
  }

  // Returns how many images that adds.
  size_t AddImage(const BundleImage& image, DescribedImage& bundle, int depth) {
    if (!image.beside_bundle) CheckExists(image.place);
    const FetchedImage fetched = fetcher_.Fetch(image.place);
    const std::string digest = image.place.digest()->ToString();
    if (fetched.is_bundle()) {
      DescribedImage nested = DescribeBundle(fetched, image.locked, depth + 1);
      const size_t count = CountImages(nested);
      bundle.bundles.insert_or_assign(digest, std::move(nested));
      return count;
    }
    bundle.images.insert_or_assign(digest, Describe("Image", fetched, image.locked));
    AddSignature(image.place, bundle);
    return 1;
  }

  void CheckExists(const oci::Reference& reference) const {
    WithContext("Checking image existence: ", [&] { fetcher_.registry().Resolve(reference); });
  }

  void AddSignature(const oci::Reference& image, DescribedImage& bundle) const {
    if (!options_.cosign_artifacts) return;
    const std::optional<Signature> signature = FindSignature(fetcher_.registry(), image);
    if (!signature) return;
    if (signature->is_denied) {
      DescribedImage described{
          .type = "Signature", .image = signature->place, .origin = {}, .error = "access denied"};
      bundle.images.insert_or_assign(signature->place.ToString(), std::move(described));
      return;
    }
    Add("Signature", signature->place, {{kTagAnnotation, signature->place.tag()}}, bundle);
  }

  // What stands beside a bundle's images without being one of them.
  void Add(const std::string& type, const oci::Reference& place,
           const std::map<std::string, std::string>& annotations, DescribedImage& bundle) const {
    const FetchedImage found = fetcher_.Fetch(place);
    const LockedImage locked{.image = found.reference.ToString(), .annotations = annotations};
    bundle.images.insert_or_assign(found.reference.digest()->ToString(), Describe(type, found, locked));
  }

  const ImageFetcher fetcher_;
  const DescribeOptions& options_;
  // By reference.
  std::map<std::string, DescribedImage> known_bundles_;
  size_t described_ = 0;
};

FetchedImage FetchBundle(const ImageFetcher& fetcher, const std::string& reference) {
  return WithContext("Unable to check if " + reference + " is a bundle: ",
                     [&] { return fetcher.Fetch(oci::Reference::Parse(reference)); });
}

}  // namespace

DescribedImage DescribeBundle(const std::string& reference, const oci::RegistryClient& registry,
                              const DescribeOptions& options) {
  Describer describer(registry, options);
  const FetchedImage bundle = FetchBundle(describer.fetcher(), reference);
  if (!bundle.is_bundle()) {
    throw Error("Only bundles can be described, and " + reference + " is not a bundle");
  }
  return WithContext("Retrieving Images from bundle: ", [&] {
    return describer.DescribeBundle(bundle, {.image = bundle.reference.ToString(), .annotations = {}}, 0);
  });
}

}  // namespace pkgrepo::imgpkg
