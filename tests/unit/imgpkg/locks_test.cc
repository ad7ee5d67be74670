#include <doctest/doctest.h>

#include "error_message.h"
#include "imgpkg/bundle_lock.h"
#include "imgpkg/image_locations.h"
#include "imgpkg/images_lock.h"

namespace pkgrepo::imgpkg {
namespace {

const std::string kImage = "ghcr.io/acme/app@sha256:" + std::string(64, 'a');
const std::string kImagesHead = "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n";
const std::string kBundleHead = "apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: BundleLock\n";

}  // namespace

TEST_CASE("an ImagesLock has imgpkg's bytes") {
  CHECK(ImagesLock().ToYaml() == "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n");
  const ImagesLock lock{
      .images = {{.image = kImage, .annotations = {{"kbld.carvel.dev/id", "app:1"}, {"a", "1"}}},
                 {.image = kImage, .annotations = {}}}};
  CHECK(lock.ToYaml() ==
        "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nimages:\n- annotations:\n    a: \"1\"\n"
        "    kbld.carvel.dev/id: app:1\n  image: " +
            kImage + "\n- image: " + kImage + "\nkind: ImagesLock\n");
  CHECK(ImagesLock::Parse(lock.ToYaml()).images == lock.images);
}

TEST_CASE("annotations become text") {
  const ImagesLock lock = ImagesLock::Parse(kImagesHead + "images:\n- image: " + kImage +
                                            "\n  annotations: {num: 1, bool: yes, float: 1.5, none: null}\n");
  CHECK(lock.images.at(0).annotations ==
        std::map<std::string, std::string>{{"num", "1"}, {"bool", "true"}, {"float", "1.5"}, {"none", ""}});
}

TEST_CASE("an ImagesLock is read strictly, and refused in upstream's words") {
  const std::string decode = "Unmarshaling images lock: error unmarshaling JSON: while decoding JSON: json: ";
  const std::string validate = "Validating images lock: ";
  const std::pair<std::string, std::string> cases[] = {
      {"", validate + "Validating apiVersion: Unknown version (known: imgpkg.carvel.dev/v1alpha1)"},
      {"apiVersion: imgpkg.carvel.dev/v1alpha1\nkind: x\n",
       validate + "Validating kind: Unknown kind (known: ImagesLock)"},
      {kImagesHead + "spec: 1\n", decode + "unknown field \"spec\""},
      {kImagesHead + "images: 1\n",
       decode +
           "cannot unmarshal number into Go struct field ImagesLock.images of type []lockconfig.ImageRef"},
      {kImagesHead + "images: [1]\n",
       decode + "cannot unmarshal number into Go struct field ImagesLock.images of type lockconfig.ImageRef"},
      {kImagesHead + "images: [{foo: 1}]\n", decode + "unknown field \"foo\""},
      {kImagesHead + "images: [{image: []}]\n",
       decode + "cannot unmarshal array into Go struct field ImageRef.images.image of type string"},
      {kImagesHead + "images: [{annotations: []}]\n",
       decode + "cannot unmarshal array into Go struct field ImageRef.images.annotations of type "
                "map[string]string"},
      {"[]", decode + "cannot unmarshal array into Go value of type lockconfig.ImagesLock"},
      {"kind: 3\n", decode + "cannot unmarshal number into Go struct field ImagesLock.kind of type string"},
      {kImagesHead + "images: [{image: 'nginx:1'}]\n",
       validate + "Expected ref to be in digest form, got 'nginx:1'"},
      {kImagesHead + "images: [null]\n", validate + "Expected ref to be in digest form, got ''"}};
  for (const auto& entry : cases) {
    const auto& [text, message] = entry;
    CAPTURE(entry.first);
    CHECK(MessageOf([&] { ImagesLock::Parse(entry.first); }) == message);
  }
  CHECK(ImagesLock::Parse(kImagesHead + "images: null\n").images.empty());
}

TEST_CASE("a BundleLock") {
  const BundleLock lock{.image = kImage, .tag = "1"};
  CHECK(lock.ToYaml() == "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nbundle:\n  image: " + kImage +
                             "\n  tag: \"1\"\nkind: BundleLock\n");
  CHECK(BundleLock::Parse(lock.ToYaml()).image == kImage);
  CHECK(BundleLock::Parse(lock.ToYaml()).tag == "1");
  CHECK((BundleLock{.image = kImage, .tag = ""}).ToYaml().find("tag") == std::string::npos);
  CHECK(MessageOf([] { BundleLock::Parse(kBundleHead); }) ==
        "Validating bundle lock: Expected ref to be in digest form, got ''");
  CHECK(MessageOf([] { BundleLock::Parse(kBundleHead + "bundle: []\n"); }) ==
        "Unmarshaling bundle lock: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
        "array into "
        "Go struct field BundleLock.bundle of type lockconfig.BundleRef");
  CHECK(MessageOf([] { BundleLock::Parse(kImagesHead); }) ==
        "Validating bundle lock: Validating kind: Unknown kind (known: BundleLock)");
}

TEST_CASE("ImageLocations have imgpkg's bytes") {
  CHECK(ImageLocations().ToYaml() ==
        "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nimages: null\nkind: ImageLocations\n");
  const ImageLocations locations{.images = {{.image = kImage, .is_bundle = true}}};
  CHECK(locations.ToYaml() == "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nimages:\n- image: " + kImage +
                                  "\n  isBundle: true\nkind: ImageLocations\n");
  const ImageLocations read = ImageLocations::Parse(locations.ToYaml());
  REQUIRE(read.Find(kImage) != nullptr);
  CHECK(read.Find(kImage)->is_bundle);
  CHECK(read.Find("else") == nullptr);
}

}  // namespace pkgrepo::imgpkg
