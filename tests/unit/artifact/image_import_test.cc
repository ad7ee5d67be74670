#include "artifact/image_import.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/temp_dir.h"
#include "oci/tar_header.h"

namespace pkgrepo::artifact {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

std::string TarOf(const Members& members) {
  std::string tar;
  for (const auto& [name, content] : members) {
    const auto size = static_cast<int64_t>(content.size());
    tar += oci::MakeTarHeader({.name = name, .mode = 0644, .size = size}) + content +
           std::string(oci::TarPadding(size), '\0');
  }
  return tar + std::string(2 * oci::kTarBlockSize, '\0');
}

std::string ConfigOf(const std::string& layer) {
  return R"({"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[")" +
         Digest::Of(layer).ToString() + "\"]}}";
}

// The files of a layout with one image of one layer.
Members LayoutOf(const std::string& layer) {
  const std::string config = ConfigOf(layer);
  const auto blob = [](const std::string& bytes, std::string_view type) {
    return oci::Descriptor{.media_type = std::string(type),
                           .size = static_cast<int64_t>(bytes.size()),
                           .digest = Digest::Of(bytes)};
  };
  const oci::Manifest manifest{.media_type = std::string(oci::kOciManifest),
                               .config = blob(config, oci::kOciConfig),
                               .layers = {blob(layer, "application/vnd.oci.image.layer.v1.tar")}};
  const std::string text = manifest.ToOciJson({});
  const oci::Index index{.media_type = std::string(oci::kOciIndex),
                         .manifests = {blob(text, oci::kOciManifest)}};
  Members members = {{"oci-layout", "{}"}, {"index.json", index.ToOciJson({})}};
  for (const std::string& bytes : {text, config, layer})
    members.emplace_back("blobs/sha256/" + Digest::Of(bytes).hex(), bytes);
  return members;
}

struct Place {
  Place() : layout(oci::Layout::Create(directory.path() + "/layout")), inputs(disk) {}

  std::string Write(const std::string& bytes) {
    disk.WriteFile(directory.path() + "/a.tar", bytes);
    return directory.path() + "/a.tar";
  }
  std::string FaultOf(const std::string& bytes) {
    const std::string path = Write(bytes);
    try {
      ImportArchive(path, inputs, layout);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  TempDir directory;
  RealFileSystem disk;
  oci::Layout layout;
  packaging::StepInputs inputs;
};

TEST_CASE("An image of a layout is taken as it is, from a folder or a tar") {
  Place place;
  const Members members = LayoutOf("layer");
  const oci::Descriptor from_tar = ImportArchive(place.Write(TarOf(members)), place.inputs, place.layout);
  for (const auto& [name, content] : members)
    place.disk.WriteFile(place.directory.path() + "/folder/" + name, content);
  const oci::Descriptor from_folder =
      ImportLayout(place.directory.path() + "/folder", place.inputs, place.layout);
  CHECK(from_tar.digest == from_folder.digest);
  CHECK(from_tar.digest == Digest::Of(members[2].second));
  CHECK(place.layout.HasBlob(Digest::Of("layer")));
  CHECK_FALSE(place.disk.IsDirectory(place.directory.path() + "/folder/.pkgrepo"));  // it is another's
}

TEST_CASE("An archive of docker save becomes an image with compressed layers") {
  Place place;
  const std::string list = R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["l/layer.tar"]}])";
  const oci::Descriptor image = ImportArchive(
      place.Write(
          TarOf({{"manifest.json", list}, {"./c.json", ConfigOf("layer")}, {"l/layer.tar", "layer"}})),
      place.inputs, place.layout);
  const oci::Manifest manifest = oci::Manifest::Parse(place.layout.ReadBlob(image.digest));
  CHECK(manifest.config.digest == Digest::Of(ConfigOf("layer")));
  CHECK(manifest.layers[0].media_type == oci::kOciLayer);
  CHECK(place.layout.ReadBlob(manifest.layers[0].digest).starts_with("\x1f\x8b"));
}

TEST_CASE("What holds no image, several, or a damaged one is refused") {
  Place place;
  CHECK(place.FaultOf(TarOf({{"a", "b"}})) == "it holds no image");
  CHECK(place.FaultOf(TarOf({{"manifest.json", "[{},{}]"}})) == "it holds 2 images");
  CHECK(place.FaultOf(TarOf({{"manifest.json", "[{}]"}})) == "its manifest.json is not that of docker save");
  const std::string list = R"([{"Config":"c.json","Layers":["l"]}])";
  CHECK(place.FaultOf(TarOf({{"manifest.json", list}})) == "it has no c.json");
  CHECK(place.FaultOf(TarOf({{"manifest.json", list}, {"c.json", ConfigOf("layer")}, {"l", "other"}})) ==
        "its layer l is not the one of its configuration, " + Digest::Of("layer").ToString());
  Members damaged = LayoutOf("layer");
  damaged[2].second += " ";
  CHECK(place.FaultOf(TarOf(damaged)) == damaged[2].first + " in it is damaged");
  CHECK(place.FaultOf(TarOf({{"oci-layout", "{}"}, {"index.json", R"({"manifests":[]})"}})) ==
        "it holds 0 images");
  CHECK_THROWS_WITH_AS(ImportLayout(place.directory.path(), place.inputs, place.layout),
                       "it is no OCI image layout, since it has no file oci-layout", Error);
}

}  // namespace
}  // namespace pkgrepo::artifact
