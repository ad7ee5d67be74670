#include "kbld/relocation.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "imgpkg/copy.h"
#include "imgpkg/copy_plan.h"
#include "imgpkg/copy_report.h"
#include "imgpkg/fetch.h"
#include "imgpkg/image_tar.h"
#include "imgpkg/transfer.h"

namespace pkgrepo::kbld {
namespace {

using imgpkg::CopyItem;
using imgpkg::ImageSource;

oci::Reference ParseDigestReference(const std::string& reference) {
  try {
    return oci::Reference::ParseDigest(reference);
  } catch (const Error&) {
    throw Error("Expected image '" + reference + "' to be in digest form (i.e. image@digest)");
  }
}

// The images of registries, found by reference.
class RegistryImages {
 public:
  RegistryImages(const std::vector<std::string>& references, const oci::RegistryClient& registry,
                 const RelocationOptions& options)
      : fetcher_(registry) {
    for (const std::string& reference : references) parsed_.push_back(ParseDigestReference(reference));
    options.progress("exporting " + std::to_string(parsed_.size()) + " images...");
    for (const std::string& reference : references) options.progress("will export " + reference);
    options.progress("exported " + std::to_string(parsed_.size()) + " images");
    for (const oci::Reference& reference : parsed_) {
      items_.push_back(CopyItem{.reference = reference, .descriptor = Resolve(reference)});
    }
  }

  const std::vector<CopyItem>& items() const { return items_; }

  const ImageSource& SourceOf(const CopyItem& item) const {
    const oci::Repository& repository = item.reference.repository();
    return sources_.try_emplace(repository.ToString(), fetcher_, repository).first->second;
  }

 private:
  oci::Descriptor Resolve(const oci::Reference& reference) const {
    try {
      return fetcher_.registry().Resolve(reference);
    } catch (Error& error) {
      throw Error(
          "Collecting packaging metadata: Working with " + reference.ToString() +
          ": Encountered an error most likely because this image is in Docker Registry v1 format; only v2 or "
          "OCI image format is supported (underlying error: " +
          error.message() + ")");
    }
  }

  imgpkg::ImageFetcher fetcher_;
  std::vector<oci::Reference> parsed_;
  std::vector<CopyItem> items_;
  mutable std::map<std::string, imgpkg::RegistrySource> sources_;
};

ResolvedImages Import(const std::vector<CopyItem>& items,
                      const std::function<const ImageSource&(const CopyItem&)>& source_of,
                      const oci::Repository& destination, const oci::RegistryClient& registry,
                      const RelocationOptions& options) {
  const imgpkg::TransferOptions transfer{.concurrency = options.concurrency};
  ResolvedImages imported;
  options.progress("importing " + std::to_string(items.size()) + " images...");
  for (const CopyItem& item : items) {
    const Digest& digest = item.descriptor.digest;
    std::string place = oci::Reference::WithDigest(destination, digest).ToString();
    options.progress("importing " + item.reference.ToString() + " -> " + place + "...");
    const ImageSource& source = source_of(item);
    imgpkg::TransferImage(source, item.descriptor, destination, registry, transfer);
    registry.PutManifest(oci::Reference::WithTag(destination, "kbld-sha256-" + digest.hex()),
                         item.descriptor.media_type, source.ReadManifest(item.descriptor));
    imported[item.reference.text()] = {std::move(place), {}};
  }
  options.progress("imported " + std::to_string(items.size()) + " images");
  return imported;
}

}  // namespace

void RequireDigestReferences(const std::vector<std::string>& references) {
  for (const std::string& reference : references) ParseDigestReference(reference);
}

oci::Repository ParseDestination(const std::string& text) {
  return WithContext("Building import repository ref: ", [&] { return oci::Repository::Parse(text); });
}

void PackageImages(const std::vector<std::string>& references, const std::string& tar_path,
                   const oci::RegistryClient& registry, const RelocationOptions& options) {
  const RegistryImages images(references, registry, options);
  if (!RealFileSystem().IsDirectory(std::string(DirName(tar_path)))) {
    throw Error("Creating file '" + tar_path + "': open " + tar_path + ": no such file or directory");
  }
  imgpkg::CopyOptions copy;
  copy.progress = [&options](const std::string& line) {
    std::string_view text = Trim(std::string_view(line).substr(line.find("| ") + 2));  // without "copy | "
    if (!text.empty()) options.progress(std::string(text));
  };
  imgpkg::WriteImageTar(
      images.items(), [&](const CopyItem& item) -> const ImageSource& { return images.SourceOf(item); },
      tar_path, copy, imgpkg::CopyReport(copy));
}

ResolvedImages UnpackageImages(const std::string& tar_path, const oci::Repository& destination,
                               const oci::RegistryClient& registry, const RelocationOptions& options) {
  if (!RealFileSystem().StatFollowing(tar_path))
    throw Error("open " + tar_path + ": no such file or directory");
  const imgpkg::ImageTar tar(tar_path);
  return Import(
      tar.items(), [&](const CopyItem&) -> const ImageSource& { return tar; }, destination, registry,
      options);
}

ResolvedImages RelocateImages(const std::vector<std::string>& references, const oci::Repository& destination,
                              const oci::RegistryClient& registry, const RelocationOptions& options) {
  const RegistryImages images(references, registry, options);
  return Import(
      images.items(), [&](const CopyItem& item) -> const ImageSource& { return images.SourceOf(item); },
      destination, registry, options);
}

void RequireImages(const std::vector<std::string>& references, const ResolvedImages& images) {
  std::string missing;
  for (const std::string& reference : references) {
    if (!images.contains(reference)) missing += "\n- Expected to find image for '" + reference + "'";
  }
  if (!missing.empty()) throw Error(missing);
}

}  // namespace pkgrepo::kbld
