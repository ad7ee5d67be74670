#include "imgpkg/describe.h"

#include <doctest/doctest.h>

#include "base/strings.h"
#include "error_message.h"
#include "imgpkg/bundle_images.h"
#include "imgpkg/image_locations.h"
#include "imgpkg/images_lock.h"
#include "support/fake_registry.h"

namespace pkgrepo::imgpkg {
namespace {

const std::string kHost = "127.0.0.1:5000/";
const std::map<std::string, std::string> kBundleLabels = {{"dev.carvel.imgpkg.bundle", "true"}};

class Fixture {
 public:
  std::string AddBundle(const std::string& name, const std::vector<LockedImage>& images) {
    const ImagesLock lock{.images = images};
    return registry.AddImage(kHost + name, {{".imgpkg/images.yml", lock.ToYaml()}}, kBundleLabels).ToString();
  }
  DescribedImage Describe(const std::string& name, const DescribeOptions& options = {}) const {
    return DescribeBundle(kHost + name, client, options);
  }

  oci::FakeRegistry registry;
  oci::RegistryClient client{registry, registry.keychain(), {}};
};

std::string DigestOf(const std::string& reference) { return reference.substr(reference.find('@') + 1); }

}  // namespace

TEST_CASE_FIXTURE(Fixture, "text and YAML of nested bundles") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  const std::string inner = AddBundle("app/inner:1", {{.image = image, .annotations = {{"x", "one"}}}});
  const std::string outer = AddBundle("app/outer:1", {{.image = inner, .annotations = {{"note", "inner"}}}});
  const DescribedImage described = Describe("app/outer:1", {.layers = false});
  CHECK(Join(DescriptionAsText(described), "") ==
        "Bundle SHA: " + DigestOf(outer) + "\n\nImages:\n  - Image: " + inner +
            "\n    Type: Bundle\n    Origin: " + inner +
            "\n    Annotations:\n      note: inner\n    Images:\n    - Image: " + image +
            "\n      Type: Image\n      Origin: " + image + "\n      Annotations:\n        x: one\n");
  CHECK(Join(DescriptionAsYaml(described), "") ==
        "sha: " + DigestOf(outer) + "\ncontent:\n  bundles:\n    " + DigestOf(inner) +
            ":\n      annotations:\n        note: inner\n      content:\n        images:\n          " +
            DigestOf(image) + ":\n            annotations:\n              x: one\n            image: " +
            image + "\n            imageType: Image\n            origin: " + image +
            "\n      image: " + inner + "\n      metadata: {}\n      origin: " + inner + "\nimage: " + outer +
            "\nmetadata: {}\norigin: " + outer + "\n");
}

TEST_CASE_FIXTURE(Fixture, "layers and signatures") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  const std::string tag = "sha256-" + DigestOf(image).substr(7) + ".sig";
  registry.AddImage(kHost + "app/a:" + tag, {{"s", "x"}});
  AddBundle("app/b:1", {{.image = image, .annotations = {}}});
  const DescribedImage described = Describe("app/b:1");
  CHECK(described.layers.size() == 1);
  REQUIRE(described.images.size() == 2);
  for (const auto& [digest, entry] : described.images) {
    CHECK(entry.type == (digest == DigestOf(image) ? "Image" : "Signature"));
    if (entry.type == "Signature") CHECK(entry.annotations.at("tag") == tag);
  }
  CHECK(Describe("app/b:1", {.cosign_artifacts = false}).images.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "signatures that may not be seen are said, in the way of upstream") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  const std::string bundle = AddBundle("app/b:1", {{.image = image, .annotations = {}}});
  registry.absent_manifest_status = 403;
  const DescribedImage described = Describe("app/b:1", {.layers = false});
  const std::string tag = kHost + "app/a:sha256-" + DigestOf(image).substr(7) + ".sig";
  const std::string denied = "      error: access denied\n      imageType: Signature\n";
  CHECK(Join(DescriptionAsYaml(described), "").find("    " + tag + ":\n" + denied) != std::string::npos);
  CHECK(Join(DescriptionAsText(described), "")
            .find("  - Image: \n    Type: Signature\n  - Image: \n    Type: Signature\n  - Image: " +
                  image) != std::string::npos);
  CHECK(Describe("app/b:1", {.cosign_artifacts = false}).images.size() == 1);
  registry.absent_manifest_status = 401;
  CHECK(MessageOf([&] {
          Describe("app/b:1");
        }).starts_with("Retrieving Images from bundle: Fetching signature for image '" + image + "': GET "));
}

TEST_CASE_FIXTURE(Fixture, "imgpkg's own image of locations is listed without cosign's, too") {
  const std::string bundle = AddBundle("app/b:1", {});
  const ImageLocations locations;
  registry.AddImage(kHost + "app/b:" + LocationsTag(*Digest::Parse(DigestOf(bundle))),
                    {{"image-locations.yml", locations.ToYaml()}});
  const DescribedImage described = Describe("app/b:1", {.cosign_artifacts = false});
  REQUIRE(described.images.size() == 1);
  CHECK(described.images.begin()->second.type == "Internal");
}

TEST_CASE_FIXTURE(Fixture, "what cannot be described") {
  registry.AddImage(kHost + "app/a:1", {{"f", "x"}});
  CHECK(MessageOf([&] { Describe("app/a:1"); }) ==
        "Only bundles can be described, and 127.0.0.1:5000/app/a:1 is not a bundle");
  CHECK(MessageOf([&] {
          Describe("app/none:1");
        }).starts_with("Unable to check if 127.0.0.1:5000/app/none:1 is a bundle: Fetching image: GET "));
  AddBundle("app/b:1", {{.image = kHost + "app/gone@sha256:" + std::string(64, 'a'), .annotations = {}}});
  CHECK(MessageOf([&] {
          Describe("app/b:1");
        }).starts_with("Retrieving Images from bundle: Checking image existence: GET "));
}

TEST_CASE_FIXTURE(Fixture, "bundles of repeats are looked into once, and those without end are an error") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  const auto nest = [&](int levels, int repeats, int variants) {
    std::vector<std::string> names = {image};
    for (int level = 0; level < levels; ++level) {
      std::vector<LockedImage> locked;
      for (const std::string& name : names) {
        const LockedImage one{.image = name, .annotations = {}};
        locked.insert(locked.end(), static_cast<size_t>(repeats), one);
      }
      names.clear();
      for (int variant = 0; variant < variants; ++variant) {
        locked[0].annotations["variant"] = std::to_string(variant);
        names.push_back(AddBundle("app/b:1", locked));
      }
    }
    registry.requests.clear();
  };
  nest(30, 10, 1);
  CHECK(Describe("app/b:1").bundles.size() == 1);
  CHECK(registry.CountRequests("GET /v2/app/b/blobs/") <= 11 * 31);
  nest(30, 1, 2);  // which 2^30 ways lead through
  CHECK(MessageOf([&] { Describe("app/b:1"); }).ends_with("leads to too many images to list"));
  nest(kMaxBundleNesting + 2, 1, 1);
  CHECK(MessageOf([&] { Describe("app/b:1"); }).find("Bundles are nested too deeply: '") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "an index of indexes without end has no layers to list") {
  const oci::Reference image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}});
  const oci::Reference deep = registry.AddNestedIndex(
      kHost + "app/a:deep", image,
      {.levels = 2 * oci::kMaxIndexDepth, .claimed_media_type = std::string(oci::kDockerManifest)});
  AddBundle("app/b:1", {{.image = deep.ToString(), .annotations = {}}});
  CHECK(MessageOf([&] { Describe("app/b:1"); }).ends_with(" is nested too deeply"));
}

}  // namespace pkgrepo::imgpkg
