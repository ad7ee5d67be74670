#include "imgpkg/bundle.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "error_message.h"

namespace pkgrepo::imgpkg {
namespace {

class Fixture {
 public:
  std::string Path(const std::string& name) const { return directory.path() + "/" + name; }
  void WriteBundle(const std::string& name) {
    files.WriteFile(Path(name + "/.imgpkg/images.yml"),
                    "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n");
    files.WriteFile(Path(name + "/config/a.yml"), "a: 1\n");
  }
  BuiltImage Build(const std::string& name) const {
    return BuildBundle({.content = {.paths = {Path(name)}}}, layout);
  }

  TempDir directory;
  RealFileSystem files;
  oci::Layout layout = oci::Layout::Create(directory.path() + "/layout");
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a bundle lies in the layout with all its blobs") {
  WriteBundle("b");
  std::vector<std::string> seen;
  const BuiltImage bundle =
      BuildBundle({.content = {.paths = {Path("b")}},
                   .labels = {{"z", "1"}},
                   .progress = [&](const ContentEntry& entry) { seen.push_back(entry.name); }},
                  layout);
  CHECK(seen == std::vector<std::string>{".", ".imgpkg", ".imgpkg/images.yml", "config", "config/a.yml"});
  const oci::Manifest manifest = oci::Manifest::Parse(layout.ReadBlob(bundle.manifest.digest));
  CHECK(manifest.config.digest == bundle.config.digest);
  CHECK(manifest.layers.at(0).digest == bundle.layer.digest);
  CHECK(layout.HasBlob(bundle.layer.digest));
  const oci::ImageConfig config = oci::ImageConfig::Parse(layout.ReadBlob(bundle.config.digest));
  CHECK(config.labels ==
        std::map<std::string, std::string>{{"dev.carvel.imgpkg.bundle", "true"}, {"z", "1"}});
}

TEST_CASE_FIXTURE(Fixture,
                  "neither times, nor modes, nor the umask, nor the folder's name change the digest") {
  WriteBundle("b");
  const Digest digest = Build("b").manifest.digest;
  const mode_t umask_before = umask(077);
  WriteBundle("other/place");
  umask(umask_before);
  files.SetMode(Path("other/place/config/a.yml"), 0666);
  files.SetMode(Path("other/place/config"), 0777);
  const timeval times[2] = {{1, 0}, {1, 0}};
  utimes(Path("other/place/config/a.yml").c_str(), times);
  CHECK(Build("other/place").manifest.digest == digest);

  files.WriteFile(Path("b/config/a.yml"), "a: 2\n");
  CHECK(Build("b").manifest.digest != digest);
}

TEST_CASE_FIXTURE(Fixture, "the digest of a known bundle stays what it is") {
  WriteBundle("b");
  const oci::ImageConfig config = oci::ImageConfig::Parse(layout.ReadBlob(Build("b").config.digest));
  CHECK(config.diff_ids.at(0).ToString() ==
        "sha256:2d5043f12d0d40f2b285bda6f882114ba3b8fa66607fdf0ac5f5f9d1f8510a63");
}

TEST_CASE_FIXTURE(Fixture, "an image must not be a bundle, and the other way around") {
  WriteBundle("b");
  files.WriteFile(Path("plain/a"), "a");
  CHECK(MessageOf([&] { BuildImage({.content = {.paths = {Path("b")}}}, layout); }) ==
        "Images cannot be pushed with '.imgpkg' directories, consider using --bundle (-b) option");
  CHECK(MessageOf([&] { Build("plain"); }) ==
        "This directory is not a bundle. It is missing .imgpkg/images.yml");
  CHECK(MessageOf([&] {
          BuildImage({.labels = {{"dev.carvel.imgpkg.bundle", "x"}}}, layout);
        }).starts_with("label 'dev.carvel.imgpkg.bundle' is reserved"));
  CHECK(BuildImage({.content = {.paths = {Path("plain")}}}, layout).entries.size() == 2);
}

}  // namespace pkgrepo::imgpkg
