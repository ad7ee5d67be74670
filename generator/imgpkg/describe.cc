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

class Describer {
 public:
  Describer(const oci::RegistryClient& registry, const DescribeOptions& options)
      : fetcher_(registry), options_(options) {}

  const ImageFetcher& fetcher() const { return fetcher_; }

  DescribedImage DescribeBundle(const FetchedImage& bundle, const LockedImage& locked, int depth) const {
    if (depth > kMaxBundleNesting) throw Error("Bundles are nested too deeply: '" + locked.image + "'");
    DescribedImage described = Describe("Bundle", bundle, locked);
    const RegistrySource source(fetcher_, bundle.reference.repository());
    const ImagesLock lock = ReadImagesLock(source, *bundle.manifest, *bundle.reference.digest());
    for (const BundleImage& image : LocateImages(fetcher_, bundle.reference, lock, options_.concurrency)) {
      AddImage(image, described, depth);
    }
    AddSignature(bundle.reference, described);
    if (const auto locations = FindLocationsImage(fetcher_.registry(), bundle.reference)) {
      Add("Internal", oci::Reference::WithDigest(bundle.reference.repository(), *locations), {}, described);
    }
    return described;
  }

 private:
  DescribedImage Describe(const std::string& type, const FetchedImage& image,
                          const LockedImage& locked) const {
    DescribedImage described{
        .type = type, .image = image.reference, .origin = locked.image, .annotations = locked.annotations};
    if (options_.layers) described.layers = LayersOf(image);
    return described;
  }

  std::vector<Digest> LayersOf(const FetchedImage& image) const {
    if (image.is_index()) {
      for (const oci::Descriptor& child : oci::Index::Parse(image.fetched.bytes).manifests) {
        const bool is_default =
            child.platform && child.platform->os == "linux" && child.platform->architecture == "amd64";
        if (!is_default || oci::IsIndexMediaType(child.media_type)) continue;
        return LayersOf(
            fetcher_.Fetch(oci::Reference::WithDigest(image.reference.repository(), child.digest)));
      }
      return {};
    }
    std::vector<Digest> layers;
    for (const oci::Descriptor& layer : image.manifest->layers) layers.push_back(layer.digest);
    return layers;
  }

  void AddImage(const BundleImage& image, DescribedImage& bundle, int depth) const {
    if (!image.beside_bundle) CheckExists(image.place);
    const FetchedImage fetched = fetcher_.Fetch(image.place);
    const std::string digest = image.place.digest()->ToString();
    if (fetched.is_bundle()) {
      bundle.bundles.insert_or_assign(digest, DescribeBundle(fetched, image.locked, depth + 1));
      return;
    }
    bundle.images.insert_or_assign(digest, Describe("Image", fetched, image.locked));
    AddSignature(image.place, bundle);
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
};

FetchedImage FetchBundle(const ImageFetcher& fetcher, const std::string& reference) {
  return WithContext("Unable to check if " + reference + " is a bundle: ",
                     [&] { return fetcher.Fetch(oci::Reference::Parse(reference)); });
}

}  // namespace

DescribedImage DescribeBundle(const std::string& reference, const oci::RegistryClient& registry,
                              const DescribeOptions& options) {
  const Describer describer(registry, options);
  const FetchedImage bundle = FetchBundle(describer.fetcher(), reference);
  if (!bundle.is_bundle()) {
    throw Error("Only bundles can be described, and " + reference + " is not a bundle");
  }
  return WithContext("Retrieving Images from bundle: ", [&] {
    return describer.DescribeBundle(bundle, {.image = bundle.reference.ToString(), .annotations = {}}, 0);
  });
}

}  // namespace pkgrepo::imgpkg
