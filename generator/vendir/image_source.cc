#include "base/error.h"
#include "imgpkg/fetch.h"
#include "imgpkg/pull.h"
#include "oci/reference.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {
namespace {

// What images and bundles have in common.
struct ImageRequest {
  std::string reference;
  const std::optional<Selection>& tag_selection;
  const std::optional<LocalReference>& secret;
  bool dangerous_skip_tls_verify;
  int64_t response_header_timeout;
  std::string cache_kind;
};

struct FetchedImage {
  std::string digest_reference;
  std::string tag;
};

HttpOptions MakeHttpOptions(const ImageRequest& request) {
  HttpOptions options{.verify_certificates = !request.dangerous_skip_tls_verify};
  if (request.response_header_timeout > 0) {
    options.response_header_timeout = std::chrono::seconds(request.response_header_timeout);
  }
  return options;
}

oci::Reference ChooseReference(const ImageRequest& request, const oci::RegistryClient& registry) {
  oci::Reference reference = oci::Reference::Parse(request.reference);
  if (!request.tag_selection) return reference;
  std::vector<std::string> tags = registry.ListTags(reference.repository());
  std::string tag =
      WithContext("Determining tag selection: ", [&] { return SelectVersion(*request.tag_selection, tags); });
  return oci::Reference::Parse(request.reference + ":" + tag);
}

// Brings an image to `target`: from the cache if it is asked for by digest and there, else by `pull`.
template <typename Pull>
FetchedImage FetchCached(const ImageRequest& request, const std::string& target, const FetchContext& context,
                         Pull pull) {
  oci::Reference asked = oci::Reference::Parse(request.reference);
  bool cacheable = asked.digest() && !request.tag_selection;
  if (cacheable &&
      context.cache.CopyTo(context.files, request.cache_kind, asked.digest()->ToString(), target)) {
    return {asked.ToString(), ""};
  }
  const Secret* secret = request.secret ? &context.resources.GetSecret(request.secret->name) : nullptr;
  RegistryBySecret connection(context.network, MakeHttpOptions(request), asked.repository().registry(),
                              secret);
  oci::Reference reference = ChooseReference(request, connection.client());
  std::string directory = context.scratch + "/image";
  oci::Reference pulled = pull(reference, directory, connection.client());
  if (cacheable) context.cache.Keep(context.files, request.cache_kind, asked.digest()->ToString(), directory);
  MoveIntoPlace(context.files, directory, target);
  return {pulled.ToString(), request.tag_selection ? reference.tag() : asked.written_tag()};
}

}  // namespace

LockedImage FetchImage(const ImageSource& source, const std::string& target, const FetchContext& context) {
  if (source.url.empty()) throw Error("Expected non-empty URL");
  ImageRequest request{source.url,
                       source.tag_selection,
                       source.secret,
                       source.dangerous_skip_tls_verify,
                       source.response_header_timeout,
                       "image"};
  auto pull = [](const oci::Reference& reference, const std::string& directory,
                 const oci::RegistryClient& registry) {
    return imgpkg::PullImage(reference, directory, registry, {.refuse_bundle = false}).image;
  };
  FetchedImage fetched = FetchCached(request, target, context, pull);
  return {fetched.digest_reference, fetched.tag.empty() ? source.locked_tag : fetched.tag};
}

LockedImgpkgBundle FetchImgpkgBundle(const ImgpkgBundleSource& source, const std::string& target,
                                     const FetchContext& context) {
  if (source.image.empty()) throw Error("Expected non-empty image");
  ImageRequest request{source.image,
                       source.tag_selection,
                       source.secret,
                       source.dangerous_skip_tls_verify,
                       source.response_header_timeout,
                       "imgpkgBundle"};
  auto pull = [&](const oci::Reference& reference, const std::string& directory,
                  const oci::RegistryClient& registry) {
    if (!imgpkg::ImageFetcher(registry).Fetch(reference).is_bundle()) {
      throw Error("The provided image is not a bundle");
    }
    return imgpkg::PullBundle(reference, directory, registry, {.recursive = source.recursive}).image;
  };
  FetchedImage fetched = FetchCached(request, target, context, pull);
  return {fetched.digest_reference, fetched.tag.empty() ? source.locked_tag : fetched.tag};
}

}  // namespace pkgrepo::vendir
