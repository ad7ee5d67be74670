#include "imgpkg/image_tar.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/file_system.h"
#include "base/input_file.h"
#include "base/named_files.h"
#include "base/output_file.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "go/duration.h"
#include "imgpkg/image_tar_manifest.h"
#include "imgpkg/image_walk.h"
#include "imgpkg/tar_output.h"
#include "net/file_body.h"
#include "oci/tar_header.h"
#include "oci/tar_reader.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr std::string_view kManifestName = "manifest.json";
constexpr std::string_view kLayerPrefix = "sha256-";
constexpr std::string_view kLayerSuffix = ".tar.gz";
// Manifests and configs of all images; those of a large bundle take some megabytes.
constexpr int64_t kMaxManifestText = 512 << 20;

std::string LayerName(const Digest& digest) {
  return std::string(kLayerPrefix) + digest.hex() + std::string(kLayerSuffix);
}

Error NotInTar(const std::string& name) {
  return Error("file " + name + " not found in tar (hint: This may be because when copying to a tarball, the "
               "--include-non-distributable-layers flag should have been provided.)");
}

std::optional<Digest> DigestOfLayerName(std::string_view name) {
  if (!name.starts_with(kLayerPrefix) || !name.ends_with(kLayerSuffix)) return std::nullopt;
  name.remove_prefix(kLayerPrefix.size());
  name.remove_suffix(kLayerSuffix.size());
  return Digest::Parse("sha256:" + std::string(name));
}

// The layers of an image, or of all images of an index.
void CollectLayers(const oci::Descriptor& image, const ImageSource& source, bool include_non_distributable,
                   std::map<Digest, std::pair<oci::Descriptor, const ImageSource*>>& layers) {
  WalkImage(image, source, [&](const oci::Descriptor& manifest, const std::string& bytes) {
    if (oci::IsIndexMediaType(manifest.media_type)) return;
    for (const oci::Descriptor& layer : oci::Manifest::Parse(bytes).layers) {
      if (oci::IsNonDistributableLayer(layer.media_type) && !include_non_distributable) continue;
      layers.try_emplace(layer.digest, layer, &source);
    }
  });
}

std::string FormatElapsed(std::chrono::steady_clock::time_point since) {
  return go::FormatDuration(std::chrono::steady_clock::now() - since);
}

bool HasDigest(const net::HttpBody& body, const Digest& expected) {
  Sha256 hash;
  std::vector<char> buffer(oci::kTarBufferSize);
  for (int64_t offset = 0; offset < body.size();) {
    const size_t count = body.Read(offset, buffer.data(), buffer.size());
    hash.Update({buffer.data(), count});
    offset += static_cast<int64_t>(count);
  }
  return hash.Finish() == expected;
}

// What an earlier copy has left; null if there is none.
std::unique_ptr<ImageTar> OpenEarlierTar(const std::string& path) {
  if (!RealFileSystem().IsFile(path)) return nullptr;
  return WithContext("Reading previously created tar '" + path + "': ",
                     [&] { return std::make_unique<ImageTar>(path); });
}

}  // namespace

ImageTar::ImageTar(const std::string& path) : path_(path) {
  const auto info = RealFileSystem().StatFollowing(path);
  if (!info) throw Error("open " + path + ": no such file or directory");
  if (info->is_directory()) throw Error("read " + path + ": is a directory");
  if (!info->is_file()) KeepContent();
  ImageTarManifest manifest = ImageTarManifest::Parse(ReadIndexOfLayers());
  items_ = std::move(manifest.items);
  texts_ = std::move(manifest.texts);
  FindMissingLayers();
}

void ImageTar::FindMissingLayers() {
  for (const CopyItem& item : items_) {
    if (!texts_.contains(item.descriptor.digest)) continue;  // told when it is copied
    WalkImage(item.descriptor, *this, [&](const oci::Descriptor& manifest, const std::string& bytes) {
      if (oci::IsIndexMediaType(manifest.media_type)) return;
      for (const oci::Descriptor& layer : oci::Manifest::Parse(bytes).layers) {
        if (!HasLayer(layer.digest)) missing_layers_.emplace(layer.digest, item.reference.repository());
      }
    });
  }
}

// A pipe can be read only once, and the layers are needed after the manifest.
void ImageTar::KeepContent() {
  directory_ = std::make_unique<TempDir>("", "imgpkg-");
  const InputFile in(path_);
  path_ = JoinPath(directory_->path(), "content.tar");
  OutputFile out(path_, OutputFile::Place::kNew);
  std::vector<char> buffer(oci::kTarBufferSize);
  while (const size_t count = in.Read(buffer.data(), buffer.size())) out.Write({buffer.data(), count});
  out.Close();
}

// Notes where the layers are; returns the text of manifest.json.
std::string ImageTar::ReadIndexOfLayers() {
  const auto info = RealFileSystem().StatFollowing(path_);
  const net::FileBody file(path_, 0, static_cast<int64_t>(info->size));
  int64_t offset = 0;
  oci::TarReader reader([&](char* buffer, size_t room) {
    const size_t count = file.Read(offset, buffer, room);
    offset += static_cast<int64_t>(count);
    return count;
  });
  std::optional<std::string> manifest;
  while (const auto member = reader.Next()) {
    if (member->name == kManifestName) {
      if (member->size > kMaxManifestText) throw Error("manifest.json of '" + path_ + "' is too large");
      manifest.emplace();
      reader.ReadContent([&](std::string_view bytes) { *manifest += bytes; });
    } else if (const auto digest = DigestOfLayerName(member->name)) {
      layers_[*digest] = {.offset = offset, .size = member->size};
    }
  }
  if (!manifest) {
    throw NotInTar(std::string(kManifestName));
  }
  return *manifest;
}

std::string ImageTar::ReadManifest(const oci::Descriptor& manifest) const {
  const auto text = texts_.find(manifest.digest);
  if (text == texts_.end()) throw Error("'" + path_ + "' does not hold " + manifest.digest.ToString());
  return text->second;
}

std::optional<oci::Repository> ImageTar::RepositoryOf(const oci::Descriptor& blob) const {
  const auto found = missing_layers_.find(blob.digest);
  return found == missing_layers_.end() ? std::nullopt : std::optional(found->second);
}

std::unique_ptr<net::HttpBody> ImageTar::OpenBlob(const oci::Descriptor& blob) const {
  const auto text = texts_.find(blob.digest);
  if (text != texts_.end()) return std::make_unique<net::StringBody>(text->second);
  const auto layer = layers_.find(blob.digest);
  if (layer == layers_.end()) throw NotInTar(LayerName(blob.digest));
  return std::make_unique<net::FileBody>(path_, layer->second.offset, layer->second.size);
}

void WriteImageTar(const std::vector<CopyItem>& items,
                   const std::function<const ImageSource&(const CopyItem&)>& source_of,
                   const std::string& path, const CopyOptions& options, const CopyReport& report) {
  std::map<Digest, std::pair<oci::Descriptor, const ImageSource*>> layers;
  for (const CopyItem& item : items) {
    CollectLayers(item.descriptor, source_of(item), options.include_non_distributable_layers, layers);
  }
  WithContext("Creating file '" + path + "': ", [&] { CheckNamedOutput(RealFileSystem(), path); });
  const std::unique_ptr<ImageTar> earlier = options.resume ? OpenEarlierTar(path) : nullptr;
  std::map<Digest, std::unique_ptr<net::HttpBody>> reused;
  if (earlier) {
    for (const auto& [digest, layer] : layers) {
      if (!earlier->HasLayer(digest)) continue;
      auto body = earlier->OpenBlob(layer.first);
      if (HasDigest(*body, digest)) reused[digest] = std::move(body);
    }
    report.Line("Going to reuse " + std::to_string(reused.size()) + " layers from the tar already in disk");
  }

  const auto write = [&](const std::string& place) {
    TarOutput tar(place);
    const auto add = [&](const std::string& name, const net::HttpBody& body) {
      const auto begin = std::chrono::steady_clock::now();
      tar.AddFile(name, body);
      report.Line("done: file '" + name + "' (" + FormatElapsed(begin) + ")");
    };
    report.Line("writing layers...");
    add(std::string(kManifestName), net::StringBody(PrintImageTarManifest(items, source_of)));
    for (const auto& [digest, layer] : layers) {
      const auto known = reused.find(digest);
      const auto fetched = known == reused.end() ? layer.second->OpenBlob(layer.first) : nullptr;
      add(LayerName(digest), fetched ? *fetched : *known->second);
    }
    tar.Finish();
  };
  const auto there = RealFileSystem().StatFollowing(path);
  if (there && !there->is_file()) return write(path);  // a device or a pipe, which is never replaced
  std::error_code failed;
  const std::string target = there ? std::filesystem::canonical(path, failed).string() : path;
  if (failed) throw Error("Following '" + path + "': " + ToLower(failed.message()));
  const TempDir directory(std::string(DirName(target)), ".imgpkg-");
  const std::string new_path = JoinPath(directory.path(), "new.tar");
  write(new_path);
  RealFileSystem().Rename(new_path, target);
}

}  // namespace pkgrepo::imgpkg
