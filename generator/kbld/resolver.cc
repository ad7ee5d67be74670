#include "kbld/resolver.h"

#include <algorithm>

#include "base/error.h"
#include "base/thread_pool.h"
#include "oci/reference.h"

namespace pkgrepo::kbld {
namespace {

ResolvedImage Preresolved(const std::string& reference, const Override& override) {
  ResolvedImage image{override.new_image.empty() ? reference : override.new_image, override.origins};
  Origin origin = PreresolvedOrigin(image.url);
  if (std::find(image.origins.begin(), image.origins.end(), origin) == image.origins.end()) {
    image.origins.push_back(std::move(origin));
  }
  return image;
}

oci::Reference ParseDigestUrl(const std::string& url) {
  return WithContext("Expected valid digest reference, but found '" + url + "', reason: ",
                     [&] { return oci::Reference::ParseDigest(url); });
}

bool PlatformMatches(const oci::Platform& wanted, const std::optional<oci::Platform>& actual) {
  return actual && wanted.os == actual->os && wanted.architecture == actual->architecture &&
         (wanted.variant.empty() || wanted.variant == actual->variant);
}

}  // namespace

ResolvedImage Resolver::Resolve(const std::string& reference) const {
  std::string url = reference;
  std::optional<oci::Platform> platform = options_.platform;
  if (const Override* override = config_.FindOverride(reference)) {
    if (override->preresolved) return Preresolved(reference, *override);
    if (!override->new_image.empty()) url = override->new_image;
    if (override->tag_selection) url = SelectTag(url, *override->tag_selection);
    if (override->platform) platform = override->platform;
  }
  RefuseBuild(url);
  ResolvedImage image = ResolveUrl(url);
  if (platform) SelectPlatform(*platform, &image);
  return image;
}

std::map<std::string, ResolvedImage> Resolver::ResolveAll(const std::vector<std::string>& references) const {
  std::map<std::string, ResolvedImage> resolved;
  std::map<std::string, std::string> failures;
  for (const std::string& reference : references) resolved[reference];
  if (resolved.empty()) return resolved;
  {
    std::mutex mutex;
    const size_t threads = std::min(resolved.size(), static_cast<size_t>(std::max(1, options_.concurrency)));
    ThreadPool pool(static_cast<unsigned>(threads));
    for (auto& [reference, image] : resolved) {
      pool.Run([this, &mutex, &failures, &reference = reference, &image = image] {
        try {
          image = Resolve(reference);
        } catch (const Error& error) {
          std::lock_guard<std::mutex> lock(mutex);
          failures[reference] = error.message();
        }
      });
    }
    pool.Wait();
  }
  if (failures.empty()) return resolved;
  std::string message;
  for (const auto& [reference, reason] : failures)
    message += "\n- Resolving image '" + reference + "': " + reason;
  throw Error(message);
}

std::string Resolver::SelectTag(const std::string& repository, const TagSelection& selection) const {
  oci::Repository parsed = oci::Repository::Parse(repository);
  if (!selection.semver) throw Error("Unknown tag selection strategy");
  std::vector<std::string> versions;
  try {
    versions = go::SortVersions(registry_.ListTags(parsed), *selection.semver);
  } catch (const oci::RegistryError&) {
    throw;
  } catch (Error& error) {
    error.Prefix("Selecting versions: ");
    throw;
  }
  if (versions.empty()) throw Error("Expected to find at least one version, but did not");
  return repository + ":" + versions.back();
}

void Resolver::RefuseBuild(const std::string& url) const {
  for (const ImageMatch& source : config_.sources) {
    if (!source.Matches(url)) continue;
    std::string tried = " (tried to build '" + url + "' because a source was configured for it)";
    if (!options_.allow_build) throw Error("Building of images is disallowed" + tried);
    throw Error("Building of images is not supported" + tried +
                "; build it with its own tools and name the result in an override");
  }
}

ResolvedImage Resolver::ResolveUrl(const std::string& url) const {
  if (url.find('@') != std::string::npos) return {ParseDigestUrl(url).ToString(), {}};
  oci::Reference reference = oci::Reference::ParseTag(url);
  oci::Descriptor found = registry_.Resolve(reference);
  return {oci::Reference::WithDigest(reference.repository(), found.digest).ToString(),
          {ResolvedOrigin(url, reference.tag())}};
}

void Resolver::SelectPlatform(const oci::Platform& platform, ResolvedImage* image) const {
  oci::Reference reference = oci::Reference::ParseDigest(image->url);
  oci::FetchedManifest manifest = registry_.GetManifest(reference);
  if (!oci::IsIndexMediaType(manifest.descriptor.media_type)) return;

  const oci::Descriptor* selected = nullptr;
  oci::Index index = oci::Index::Parse(manifest.bytes);
  for (const oci::Descriptor& entry : index.manifests) {
    if (!PlatformMatches(platform, entry.platform)) continue;
    if (selected != nullptr) {
      throw Error("Expected to find only one image under index '" + image->url +
                  "' with matching platform, but found more than one");
    }
    selected = &entry;
  }
  if (selected == nullptr) {
    throw Error("Expected to find one image under index '" + image->url +
                "' with matching platform, but found none");
  }
  image->origins.push_back(PlatformSelectedOrigin(image->url, platform));
  image->url = oci::Reference::WithDigest(reference.repository(), selected->digest).ToString();
}

}  // namespace pkgrepo::kbld
