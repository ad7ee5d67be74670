#include "artifact/image_build.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <ctime>

#include "base/temp_dir.h"

namespace pkgrepo::artifact {
namespace {

// Of the same files, in a folder of its own.
oci::Descriptor Build(const std::string& lines, oci::Layout& layout, const std::string& folder) {
  RealFileSystem disk;
  disk.WriteFile(folder + "/hello", "program", 0777);
  disk.WriteFile(folder + "/etc/b.conf", "b");
  disk.WriteFile(folder + "/etc/a.conf", "a");
  disk.MakeSymlink("a.conf", folder + "/etc/" + std::string(120, 'l'));
  disk.SetModificationTime(folder + "/hello", 1'000'000'000);
  packaging::StepInputs inputs(disk);
  const ImageSpecification specification =
      ImageSpecification::Parse("spec", "IMAGE r/hello\nTAG 1\n" + lines + "LAYER\nCOPY " + folder +
                                            "/hello\nTO /bin/hello\nLAYER\nCOPY " + folder +
                                            "/etc\nTO /etc\nENTRYPOINT /bin/hello\nANNOTATION a=b\n");
  return BuildImage(specification, {}, inputs, layout);
}

TEST_CASE("An image is the same wherever, whenever and by whomever it is made") {
  const TempDir directory;
  oci::Layout layout = oci::Layout::Create(directory.path() + "/layout");
  const oci::Descriptor image = Build("PLATFORM linux/amd64\n", layout, directory.path() + "/one");
  const mode_t before = umask(0077);
  setenv("TZ", "Pacific/Auckland", 1);
  tzset();
  const oci::Descriptor again = Build("PLATFORM linux/amd64\n", layout, directory.path() + "/two/deeper");
  umask(before);
  unsetenv("TZ");
  tzset();
  CHECK(image.digest == again.digest);
  CHECK(image.media_type == oci::kOciManifest);
  const oci::Manifest manifest = oci::Manifest::Parse(layout.ReadBlob(image.digest));
  REQUIRE(manifest.layers.size() == 2);
  CHECK(manifest.layers[0].media_type == oci::kOciLayer);
  CHECK(manifest.config.media_type == oci::kOciConfig);
  CHECK(layout.ReadBlob(image.digest).ends_with(R"("annotations":{"a":"b"}})"));
  // So it stays as it is: other digests would make all clusters fetch images anew.
  CHECK(image.digest.ToString() == "sha256:5bd54d39b54235e53a8d7f106668d9ad249dd958543c06d48785fbd5622b4239");
}

TEST_CASE("Several platforms make an index of images that share their layers") {
  const TempDir directory;
  oci::Layout layout = oci::Layout::Create(directory.path() + "/layout");
  const oci::Descriptor image =
      Build("PLATFORM linux/amd64\nPLATFORM linux/arm/v7\n", layout, directory.path());
  CHECK(image.media_type == oci::kOciIndex);
  const oci::Index index = oci::Index::Parse(layout.ReadBlob(image.digest));
  REQUIRE(index.manifests.size() == 2);
  CHECK(index.manifests[1].platform->variant == "v7");
  const oci::Manifest first = oci::Manifest::Parse(layout.ReadBlob(index.manifests[0].digest));
  const oci::Manifest second = oci::Manifest::Parse(layout.ReadBlob(index.manifests[1].digest));
  CHECK(first.layers[0].digest == second.layers[0].digest);
  CHECK(first.config.digest != second.config.digest);
}

TEST_CASE("The layers of a base come first, and stay where they are") {
  const TempDir directory;
  oci::Layout layout = oci::Layout::Create(directory.path() + "/layout");
  RealFileSystem disk;
  disk.WriteFile(directory.path() + "/f", "f");
  packaging::StepInputs inputs(disk);
  const ImageSpecification specification = ImageSpecification::Parse(
      "spec", "IMAGE r/hello\nTAG 1\nPLATFORM linux/amd64\nBASE debian\nLAYER\nCOPY " + directory.path() +
                  "/f\nTO /f\n");
  const oci::Descriptor layer{
      .media_type = std::string(oci::kDockerLayer), .size = 5, .digest = Digest::Of("layer")};
  const oci::Descriptor image =
      BuildImage(specification,
                 {{"linux/amd64", {.layers = {layer}, .config = R"({"rootfs":{"diff_ids":["sha256:x"]}})"}}},
                 inputs, layout);
  const oci::Manifest manifest = oci::Manifest::Parse(layout.ReadBlob(image.digest));
  REQUIRE(manifest.layers.size() == 2);
  CHECK(manifest.layers[0].digest == layer.digest);
  CHECK(manifest.layers[0].media_type == oci::kOciLayer);
  CHECK_FALSE(layout.HasBlob(layer.digest));
}

}  // namespace
}  // namespace pkgrepo::artifact
