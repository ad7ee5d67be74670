#include "artifact/image_archive.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/file_system.h"
#include "base/input_file.h"
#include "base/temp_dir.h"
#include "imgpkg/layout_source.h"
#include "oci/layout.h"
#include "oci/tar_reader.h"

namespace pkgrepo::artifact {
namespace {

// An image of one layer in a layout.
class Fixture {
 public:
  Fixture() {
    const oci::Manifest manifest{.media_type = std::string(oci::kOciManifest),
                                 .config = layout_.PutBlob(oci::kOciConfig, "{}"),
                                 .layers = {layer_}};
    image_ = {.repository = "index.docker.io/acme/hello",
              .tag = "1.0",
              .manifest = layout_.PutBlob(oci::kOciManifest, manifest.ToOciJson({}))};
  }

  bool Write() const {
    return WriteImageArchive(image_, imgpkg::LayoutSource(layout_, nullptr), path());
  }
  std::string FaultOfWrite() const {
    try {
      Write();
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  std::string path() const { return JoinPath(directory_.path(), "archives/hello.tar"); }
  std::string LayerPath() const { return layout_.BlobPath(layer_.digest); }
  const packaging::BundleRecord& image() const { return image_; }

 private:
  const TempDir directory_{"", "archive-test-"};
  const oci::Layout layout_ = oci::Layout::Create(JoinPath(directory_.path(), "layout"));
  const oci::Descriptor layer_ = layout_.PutBlob(oci::kOciLayer, "layer");
  packaging::BundleRecord image_{.repository = "", .tag = "", .manifest = {.digest = Digest::Of("")}};
};

// Its members, NAME=CONTENT, a line each.
std::string List(const std::string& path) {
  const InputFile file(path);
  oci::TarReader reader([&](char* buffer, size_t room) { return file.Read(buffer, room); });
  std::string lines;
  while (const std::optional<oci::TarMember> member = reader.Next()) {
    lines += member->name + "=";
    reader.ReadContent([&](std::string_view bytes) { lines += bytes; });
    lines += "\n";
  }
  return lines;
}

TEST_CASE("An archive is a layout, and what docker save writes") {
  const Fixture fixture;
  RealFileSystem().MakeDirectories(std::string(DirName(fixture.path())));
  CHECK(fixture.Write());
  const std::string members = List(fixture.path());
  const std::string manifest = fixture.image().manifest.digest.ToString();
  CHECK(members.starts_with(
      "oci-layout={\"imageLayoutVersion\":\"1.0.0\"}\n"
      "index.json={\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
      "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"" +
      manifest + "\",\"size\":" + std::to_string(fixture.image().manifest.size) +
      ",\"annotations\":{\"io.containerd.image.name\":\"docker.io/acme/hello:1.0\","
      "\"org.opencontainers.image.ref.name\":\"1.0\"}}]}\n"
      "manifest.json=[{\"Config\":\"blobs/sha256/" +
      Digest::Of("{}").hex() + "\",\"RepoTags\":[\"docker.io/acme/hello:1.0\"],\"Layers\":[\"blobs/sha256/" +
      Digest::Of("layer").hex() + "\"]}]\nblobs/=\nblobs/sha256/=\n"));
  CHECK(members.find("\nblobs/sha256/" + Digest::Of("layer").hex() + "=layer\n") != std::string::npos);

  CHECK_FALSE(fixture.Write());
  const std::string before = RealFileSystem().ReadFile(fixture.path());
  RealFileSystem().RemoveAll(fixture.path());
  CHECK(fixture.Write());
  CHECK(RealFileSystem().ReadFile(fixture.path()) == before);
}

TEST_CASE("An archive that cannot be whole is not written, and the former one stays") {
  const Fixture fixture;
  const std::string folder(DirName(fixture.path()));
  RealFileSystem().WriteFile(fixture.path(), "former");
  RealFileSystem().WriteFile(fixture.LayerPath(), "LAYER");
  CHECK(fixture.FaultOfWrite() == "the content of " + Digest::Of("layer").ToString() +
                                      " has another digest: the embedded registry is damaged");
  RealFileSystem().RemoveAll(fixture.LayerPath());
  CHECK(fixture.FaultOfWrite() != "");
  CHECK(RealFileSystem().ReadFile(fixture.path()) == "former");
  CHECK(RealFileSystem().ListDirectory(folder) == std::vector<std::string>{"hello.tar"});
}

}  // namespace
}  // namespace pkgrepo::artifact
