#include "artifact/image_import.h"

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/input_file.h"
#include "base/strings.h"
#include "imgpkg/image_source.h"
#include "imgpkg/image_walk.h"
#include "net/file_body.h"
#include "oci/gzip_writer.h"
#include "oci/layer_reader.h"
#include "oci/layout_index.h"
#include "oci/tar_reader.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;

constexpr size_t kBufferSize = 128 * 1024;
constexpr std::string_view kIndexName = "index.json";
constexpr std::string_view kDockerIndexName = "manifest.json";
constexpr std::string_view kGzipMark = "\x1f\x8b";

// Named contents: the files of a folder, or the members of a tar.
class Contents {
 public:
  explicit Contents(std::string name) : name_(std::move(name)) {}
  virtual ~Contents() = default;

  // As messages call it.
  const std::string& name() const { return name_; }
  // null if there is no such file.
  virtual std::unique_ptr<net::HttpBody> Open(const std::string& file) const = 0;

  std::unique_ptr<net::HttpBody> Require(const std::string& file) const {
    std::unique_ptr<net::HttpBody> body = Open(file);
    if (!body) throw Error("it has no " + file).At({.file = name_});
    return body;
  }

  // A small file.
  std::string Read(const std::string& file) const {
    const auto body = Require(file);
    if (body->size() > oci::kMaxManifestSize)
      throw Error(file + " in it is too large").At({.file = name_});
    std::string bytes(static_cast<size_t>(body->size()), '\0');
    for (size_t offset = 0; offset < bytes.size();) {
      const size_t count =
          body->Read(static_cast<int64_t>(offset), bytes.data() + offset, bytes.size() - offset);
      if (count == 0) throw Error(file + " in it is truncated").At({.file = name_});
      offset += count;
    }
    return bytes;
  }

 private:
  const std::string name_;
};

class Folder : public Contents {
 public:
  Folder(const std::string& path, packaging::StepInputs& inputs)
      : Contents(path), inputs_(inputs) {}

  std::unique_ptr<net::HttpBody> Open(const std::string& file) const override {
    const std::string path = JoinPath(name(), file);
    if (!inputs_.IsFile(path)) return nullptr;
    return std::make_unique<net::FileBody>(
        path, 0, static_cast<int64_t>(inputs_.disk().StatFollowing(path)->size));
  }

 private:
  packaging::StepInputs& inputs_;
};

class Archive : public Contents {
 public:
  explicit Archive(const std::string& path) : Contents(path) {
    const InputFile file(path);
    int64_t offset = 0;
    oci::TarReader reader([&](char* buffer, size_t room) {
      const size_t count = file.Read(buffer, room);
      offset += static_cast<int64_t>(count);
      return count;
    });
    try {
      while (const std::optional<oci::TarMember> member = reader.Next()) {
        const std::string member_name = CleanPath(member->name);
        if (member->type == oci::TarMember::Type::kFile)
          extents_[member_name] = {offset, member->size};
        if (member->type == oci::TarMember::Type::kSymlink ||
            member->type == oci::TarMember::Type::kHardlink) {
          const bool is_symlink = member->type == oci::TarMember::Type::kSymlink;
          links_[member_name] =
              CleanPath(is_symlink ? JoinPath(DirName(member_name), member->link_target)
                                   : member->link_target);
        }
      }
    } catch (Error& error) {
      throw error.At({.file = path})
          .Hint(
              "it has to be a tar that is not compressed, of an OCI image layout or as docker save "
              "writes "
              "it");
    }
  }

  std::unique_ptr<net::HttpBody> Open(const std::string& file) const override {
    const std::string clean = CleanPath(file);
    const auto link =
        links_.find(clean);  // docker save has links to layers that it has written already
    const auto found = extents_.find(link == links_.end() ? clean : link->second);
    if (found == extents_.end()) return nullptr;
    return std::make_unique<net::FileBody>(name(), found->second.offset, found->second.size);
  }

 private:
  struct Extent {
    int64_t offset = 0;
    int64_t size = 0;
  };
  std::map<std::string, Extent> extents_;
  std::map<std::string, std::string> links_;
};

class LayoutSource : public imgpkg::ImageSource {
 public:
  explicit LayoutSource(const Contents& contents) : contents_(contents) {}

  std::string ReadManifest(const oci::Descriptor& manifest) const override {
    std::string bytes = contents_.Read(PathOf(manifest));
    if (Digest::Of(bytes) != manifest.digest)
      throw Error(PathOf(manifest) + " in it is damaged").At({.file = contents_.name()});
    return bytes;
  }
  std::unique_ptr<net::HttpBody> OpenBlob(const oci::Descriptor& blob) const override {
    return contents_.Require(PathOf(blob));
  }

 private:
  static std::string PathOf(const oci::Descriptor& content) {
    return "blobs/sha256/" + content.digest.hex();
  }

  const Contents& contents_;
};

void ForEachPiece(const net::HttpBody& body, const std::function<void(std::string_view)>& take) {
  std::vector<char> buffer(kBufferSize);
  int64_t offset = 0;
  while (const size_t count = body.Read(offset, buffer.data(), buffer.size())) {
    take({buffer.data(), count});
    offset += static_cast<int64_t>(count);
  }
}

void CopyBlob(const oci::Descriptor& blob, const imgpkg::ImageSource& source,
              const oci::Layout& layout) {
  if (layout.HasBlob(blob.digest)) return;
  const auto body = source.OpenBlob(blob);
  const auto writer = layout.NewBlob();
  ForEachPiece(*body, [&](std::string_view piece) { writer->Write(piece); });
  writer->Commit(blob.media_type, blob.digest);
}

// The image of index.json, with all it is made of.
oci::Descriptor CopyLayout(const Contents& contents, const oci::Layout& layout) {
  const oci::Index index = oci::Index::Parse(contents.Read(std::string(kIndexName)));
  std::set<Digest> digests;
  for (const oci::Descriptor& entry : index.manifests) digests.insert(entry.digest);
  if (digests.size() != 1) {
    std::vector<std::string> names;
    for (const oci::Descriptor& entry : index.manifests) {
      const auto name = entry.annotations.find(std::string(oci::kRefNameAnnotation));
      names.push_back(name == entry.annotations.end() ? entry.digest.ToString() : name->second);
    }
    throw Error("it holds " + std::to_string(digests.size()) + " images" +
                (names.empty() ? "" : ": " + Join(names, ", ")))
        .At({.file = contents.name()})
        .Hint("it has to hold one, which may be an index for several platforms");
  }
  const LayoutSource source(contents);
  oci::Descriptor image = index.manifests[0];
  image.annotations.clear();
  imgpkg::WalkImage(image, source, [&](const oci::Descriptor& manifest, const std::string& bytes) {
    if (!oci::IsIndexMediaType(manifest.media_type)) {
      const oci::Manifest read = oci::Manifest::Parse(bytes);
      CopyBlob(read.config, source, layout);
      for (const oci::Descriptor& layer : read.layers) CopyBlob(layer, source, layout);
    }
    layout.PutBlob(manifest.media_type, bytes);
  });
  return image;
}

// A layer of docker's archive, compressed if it is not, and the digest of its tar.
std::pair<oci::Descriptor, Digest> PutLayer(const net::HttpBody& body, const oci::Layout& layout) {
  std::string mark(kGzipMark.size(), '\0');
  mark.resize(body.Read(0, mark.data(), mark.size()));
  Sha256 diff_id;
  const auto blob = layout.NewBlob();
  oci::GzipWriter gzip([&](std::string_view bytes) { blob->Write(bytes); });
  oci::LayerStream stream(body);
  std::vector<char> buffer(kBufferSize);
  const bool is_compressed = mark == kGzipMark;
  while (const size_t count = stream.Read(buffer.data(), buffer.size())) {
    diff_id.Update({buffer.data(), count});
    if (!is_compressed) gzip.Write({buffer.data(), count});
  }
  if (is_compressed) {
    const auto as_it_is = layout.NewBlob();
    ForEachPiece(body, [&](std::string_view piece) { as_it_is->Write(piece); });
    return {as_it_is->Commit(oci::kOciLayer), diff_id.Finish()};
  }
  gzip.Finish();
  return {blob->Commit(oci::kOciLayer), diff_id.Finish()};
}

oci::Descriptor CopyDockerArchive(const Contents& contents, const oci::Layout& layout) {
  const json list = json::parse(contents.Read(std::string(kDockerIndexName)), nullptr,
                                /*allow_exceptions=*/false);
  const auto refuse = [&](const std::string& message) {
    return Error(message).At({.file = contents.name()});
  };
  if (!list.is_array() || list.size() != 1) {
    throw refuse("it holds " + std::to_string(list.is_array() ? list.size() : 0) + " images")
        .Hint("it has to hold one");
  }
  try {
    const std::string config = contents.Read(list[0].at("Config").get<std::string>());
    const std::vector<Digest> diff_ids = oci::ImageConfig::Parse(config).diff_ids;
    oci::Manifest manifest{.media_type = std::string(oci::kOciManifest),
                           .config = layout.PutBlob(oci::kOciConfig, config),
                           .layers = {}};
    const json& layers = list[0].at("Layers");
    if (layers.size() != diff_ids.size())
      throw refuse("its configuration and manifest.json differ in the number of layers");
    for (size_t i = 0; i < diff_ids.size(); ++i) {
      const std::string file = layers[i].get<std::string>();
      auto [layer, diff_id] = PutLayer(*contents.Require(file), layout);
      if (diff_id != diff_ids[i])
        throw refuse("its layer " + file + " is not the one of its configuration, " +
                     diff_ids[i].ToString());
      manifest.layers.push_back(std::move(layer));
    }
    return layout.PutBlob(oci::kOciManifest, manifest.ToOciJson({}));
  } catch (const json::exception&) {
    throw refuse("its manifest.json is not that of docker save");
  }
}

}  // namespace

oci::Descriptor ImportArchive(const std::string& path, packaging::StepInputs& inputs,
                              const oci::Layout& layout) {
  if (!inputs.IsFile(path)) throw Error("no such file").At({.file = path});
  const Archive archive(path);
  if (archive.Open("oci-layout") && archive.Open(std::string(kIndexName)))
    return CopyLayout(archive, layout);
  if (archive.Open(std::string(kDockerIndexName))) return CopyDockerArchive(archive, layout);
  throw Error("it holds no image")
      .At({.file = path})
      .Hint("it has to be a tar of an OCI image layout, or as docker save writes it");
}

oci::Descriptor ImportLayout(const std::string& folder, packaging::StepInputs& inputs,
                             const oci::Layout& layout) {
  const Folder contents(folder, inputs);
  if (!contents.Open("oci-layout"))
    throw Error("it is no OCI image layout, since it has no file oci-layout").At({.file = folder});
  return CopyLayout(contents, layout);
}

}  // namespace pkgrepo::artifact
