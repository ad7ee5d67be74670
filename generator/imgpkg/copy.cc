#include "imgpkg/copy.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "imgpkg/bundle.h"
#include "imgpkg/copy_plan.h"
#include "imgpkg/copy_report.h"
#include "imgpkg/image_locations.h"
#include "imgpkg/image_tar.h"
#include "imgpkg/push.h"
#include "imgpkg/transfer.h"

namespace pkgrepo::imgpkg {
namespace {

// Of the name of a repository in a tag; tags have 128 characters at most.
constexpr size_t kMaxRepositoryInTag = 49;

// "acme-app-sha256-HEX.imgpkg" of the place where the image was first.
std::string RepositoryTag(const CopyItem& item) {
  const oci::Reference origin =
      item.original.empty() ? item.reference : oci::Reference::ParseDigest(item.original);
  std::string name = origin.repository().path();
  std::replace(name.begin(), name.end(), '/', '-');
  if (name.size() > kMaxRepositoryInTag) name.erase(0, name.size() - kMaxRepositoryInTag);
  name.erase(0, name.find_first_not_of("-."));  // with which no tag begins
  return name + "-" + DigestTag(item.descriptor.digest);
}

// Uploads the items of one copy.
class Publisher {
 public:
  Publisher(const oci::Repository& destination, const oci::RegistryClient& registry,
            const CopyOptions& options)
      : destination_(destination), registry_(registry), options_(options), report_(options) {}

  CopyReport& report() { return report_; }

  // `source_of` gives the source of an item.
  template <typename SourceOf>
  std::vector<CopiedImage> Publish(const std::vector<CopyItem>& items, const SourceOf& source_of) {
    report_.Line("importing " + std::to_string(items.size()) + " images...");
    const TransferOptions transfer{
        .include_non_distributable_layers = options_.include_non_distributable_layers,
        .concurrency = options_.concurrency};
    for (const CopyItem& item : items) {
      TransferImage(source_of(item), item.descriptor, destination_, registry_, transfer);
    }
    report_.Line("Tagging images");
    std::map<Digest, bool> is_bundle;
    for (const CopyItem& item : items) {
      Tag(item, source_of(item));
      is_bundle[item.descriptor.digest] = item.is_bundle;
    }
    for (const CopyItem& item : items) {
      if (item.is_bundle) PushLocations(item, source_of(item), is_bundle);
      report_.NoteSkippedLayers(item, source_of(item), destination_);
    }
    report_.Finish();
    return Describe(items);
  }

 private:
  oci::Reference PlaceOf(const CopyItem& item) const {
    return oci::Reference::WithDigest(destination_, item.descriptor.digest);
  }

  void Tag(const CopyItem& item, const ImageSource& source) const {
    const std::string bytes = source.ReadManifest(item.descriptor);
    std::vector<std::string> tags = {options_.repository_based_tags ? RepositoryTag(item)
                                                                    : DigestTag(item.descriptor.digest)};
    if (!item.tag.empty()) tags.push_back(item.tag);
    for (const std::string& tag : tags) {
      registry_.PutManifest(oci::Reference::WithTag(destination_, tag), item.descriptor.media_type, bytes);
    }
  }

  void PushLocations(const CopyItem& bundle, const ImageSource& source,
                     const std::map<Digest, bool>& is_bundle) const {
    const oci::Manifest manifest = oci::Manifest::Parse(source.ReadManifest(bundle.descriptor));
    ImageLocations locations;
    for (const LockedImage& image : ReadImagesLock(source, manifest, bundle.descriptor.digest).images) {
      const auto known = is_bundle.find(*oci::Reference::ParseDigest(image.image).digest());
      locations.images.push_back(
          {.image = image.image, .is_bundle = known != is_bundle.end() && known->second});
    }
    std::sort(locations.images.begin(), locations.images.end(),
              [](const auto& a, const auto& b) { return a.image < b.image; });

    const TempDir directory("", "imgpkg-");
    const std::string files = JoinPath(directory.path(), "files");
    RealFileSystem().WriteFile(JoinPath(files, kLocationsFile), locations.ToYaml());
    const oci::Layout layout = oci::Layout::Create(JoinPath(directory.path(), "layout"));
    const BuiltImage image = BuildImage({.content = {.paths = {files}}}, layout);
    PushImage(layout, image.manifest,
              oci::Reference::WithTag(destination_, LocationsTag(bundle.descriptor.digest)), registry_);
  }

  std::vector<CopiedImage> Describe(const std::vector<CopyItem>& items) const {
    std::vector<CopiedImage> copied;
    for (const CopyItem& item : items) {
      copied.push_back({.original = item.reference.ToString(),
                        .destination = PlaceOf(item).ToString(),
                        .tag = item.tag,
                        .is_root_bundle = item.is_root_bundle});
    }
    return copied;
  }

  const oci::Repository& destination_;
  const oci::RegistryClient& registry_;
  const CopyOptions& options_;
  CopyReport report_;
};

// A source for each repository that items are in.
class RegistrySources {
 public:
  explicit RegistrySources(const ImageFetcher& fetcher) : fetcher_(fetcher) {}

  const ImageSource& operator()(const CopyItem& item) const {
    const oci::Repository& repository = item.reference.repository();
    return sources_.try_emplace(repository.ToString(), fetcher_, repository).first->second;
  }

 private:
  const ImageFetcher& fetcher_;
  mutable std::map<std::string, RegistrySource> sources_;
};

}  // namespace

std::vector<CopiedImage> CopyToRepository(const CopySource& source, const oci::Repository& destination,
                                          const oci::RegistryClient& registry, const CopyOptions& options) {
  const ImageFetcher fetcher(registry);
  const std::vector<CopyItem> items = PlanCopy(fetcher, source, options);
  Publisher publisher(destination, registry, options);
  publisher.report().Exporting(items);
  return publisher.Publish(items, RegistrySources(fetcher));
}

void CopyToTar(const CopySource& source, const std::string& tar_path, const oci::RegistryClient& registry,
               const CopyOptions& options) {
  const ImageFetcher fetcher(registry);
  const std::vector<CopyItem> items = PlanCopy(fetcher, source, options);
  CopyReport report(options);
  report.Exporting(items);
  const RegistrySources sources(fetcher);
  WriteImageTar(items, sources, tar_path, options, report);
  for (const CopyItem& item : items) report.NoteSkippedLayers(item, sources(item), item.reference.repository());
  report.Finish();
}

std::vector<CopiedImage> CopyTarToRepository(const std::string& tar_path, const oci::Repository& destination,
                                             const oci::RegistryClient& registry,
                                             const CopyOptions& options) {
  const ImageTar tar(tar_path);
  return Publisher(destination, registry, options)
      .Publish(tar.items(), [&](const CopyItem&) -> const ImageSource& { return tar; });
}

}  // namespace pkgrepo::imgpkg
