#include "artifact/image_archive.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file_system.h"
#include "base/input_file.h"
#include "base/temp_dir.h"
#include "go/json_text.h"
#include "imgpkg/image_walk.h"
#include "imgpkg/tar_output.h"
#include "net/file_body.h"
#include "oci/tar_reader.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kIndexName = "index.json";

std::string BlobName(const Digest& digest) { return "blobs/sha256/" + digest.hex(); }

// As Docker calls it.
std::string NameFor(const packaging::BundleRecord& image) {
  constexpr std::string_view kHub = "index.docker.io/";
  const bool is_of_hub = image.repository.starts_with(kHub);
  const std::string repository =
      is_of_hub ? "docker.io/" + image.repository.substr(kHub.size()) : image.repository;
  return repository + ":" + image.tag;
}

std::string IndexOf(const packaging::BundleRecord& image) {
  const ordered_json entry = {{"mediaType", image.manifest.media_type},
                              {"digest", image.manifest.digest.ToString()},
                              {"size", image.manifest.size},
                              {"annotations",
                               {{"io.containerd.image.name", NameFor(image)},
                                {"org.opencontainers.image.ref.name", image.tag}}}};
  return go::PrintJson(ordered_json{{"schemaVersion", 2},
                                    {"mediaType", oci::kOciIndex},
                                    {"manifests", ordered_json::array({entry})}});
}

// What `docker load` reads where it knows no layouts.
std::string DockerManifestOf(const packaging::BundleRecord& image, const oci::Manifest& manifest) {
  ordered_json layers = ordered_json::array();
  for (const oci::Descriptor& layer : manifest.layers) layers.push_back(BlobName(layer.digest));
  return go::PrintJson(
      ordered_json::array({ordered_json{{"Config", BlobName(manifest.config.digest)},
                                        {"RepoTags", ordered_json::array({NameFor(image)})},
                                        {"Layers", layers}}}));
}

// Whether the file is an archive with this index: what it consists of follows from that.
bool IsArchiveWith(const std::string& path, const std::string& index) {
  if (!RealFileSystem().IsFile(path)) return false;
  try {
    const InputFile file(path);
    oci::TarReader reader([&](char* buffer, size_t room) { return file.Read(buffer, room); });
    reader.Next();
    const std::optional<oci::TarMember> member = reader.Next();
    if (!member || member->name != kIndexName || member->size != static_cast<int64_t>(index.size()))
      return false;
    std::string text;
    reader.ReadContent([&](std::string_view bytes) { text += bytes; });
    return text == index;
  } catch (const Error&) {
    return false;
  }
}

class Archive {
 public:
  Archive(const packaging::BundleRecord& image, const imgpkg::ImageSource& source)
      : image_(image), source_(source) {
    imgpkg::WalkImage(image.manifest, source,
                      [&](const oci::Descriptor& descriptor, const std::string& bytes) {
                        texts_[descriptor.digest] = bytes;
                        if (oci::IsIndexMediaType(descriptor.media_type)) return;
                        const oci::Manifest manifest = oci::Manifest::Parse(bytes);
                        blobs_.emplace(manifest.config.digest, manifest.config);
                        for (const oci::Descriptor& layer : manifest.layers)
                          blobs_.emplace(layer.digest, layer);
                      });
  }

  void Write(const std::string& path) const {
    imgpkg::TarOutput tar(path);
    tar.AddFile("oci-layout", net::StringBody(R"({"imageLayoutVersion":"1.0.0"})"));
    tar.AddFile(std::string(kIndexName), net::StringBody(IndexOf(image_)));
    if (!oci::IsIndexMediaType(image_.manifest.media_type)) {
      const oci::Manifest manifest = oci::Manifest::Parse(texts_.at(image_.manifest.digest));
      tar.AddFile("manifest.json", net::StringBody(DockerManifestOf(image_, manifest)));
    }
    tar.AddDirectory("blobs/");
    tar.AddDirectory("blobs/sha256/");
    for (const auto& [digest, text] : texts_) tar.AddFile(BlobName(digest), net::StringBody(text));
    for (const auto& [digest, blob] : blobs_) {
      if (texts_.contains(digest)) continue;
      Sha256 hash;
      tar.AddFile(BlobName(digest), *source_.OpenBlob(blob), &hash);
      if (hash.Finish() != digest)
        throw Error("the content of " + digest.ToString() +
                    " has another digest: the embedded registry is damaged");
    }
    tar.Finish();
  }

 private:
  const packaging::BundleRecord& image_;
  const imgpkg::ImageSource& source_;
  // Manifests and indexes.
  std::map<Digest, std::string> texts_;
  std::map<Digest, oci::Descriptor> blobs_;
};

}  // namespace

bool WriteImageArchive(const packaging::BundleRecord& image, const imgpkg::ImageSource& source,
                       const std::string& path) {
  if (IsArchiveWith(path, IndexOf(image))) return false;
  const TempDir directory(std::string(DirName(path)), ".archive-");
  const std::string new_path = JoinPath(directory.path(), "new.tar");
  Archive(image, source).Write(new_path);
  RealFileSystem().Rename(new_path, path);
  return true;
}

}  // namespace pkgrepo::artifact
