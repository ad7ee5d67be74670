#include "kbld/resolver.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "kbld/images_annotation.h"
#include "kbld/lock_files.h"
#include "kbld/manifests.h"
#include "support/fake_registry.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

const std::string kDigest = "@sha256:" + std::string(64, 'a');

class Fixture {
 public:
  // An index of one image a platform; returns its reference.
  std::string AddIndex(const std::string& reference, const std::vector<oci::Platform>& platforms) {
    json manifests;
    oci::Reference parsed = oci::Reference::Parse(reference);
    for (const oci::Platform& platform : platforms) {
      oci::Reference image =
          fake.AddImage(reference, {{"f", platform.os + platform.architecture + platform.variant}});
      json entry = {{"mediaType", oci::kDockerManifest},
                    {"size", 1},
                    {"digest", image.digest()->ToString()},
                    {"platform", {{"os", platform.os}, {"architecture", platform.architecture}}}};
      if (!platform.variant.empty()) entry["platform"]["variant"] = platform.variant;
      manifests.push_back(entry);
    }
    json index = {{"schemaVersion", 2}, {"mediaType", oci::kOciIndex}, {"manifests", manifests}};
    return fake.AddManifest(parsed, oci::kOciIndex, index.dump()).ToString();
  }

  ResolvedImage Resolve(const std::string& reference, ResolverOptions options = {}) {
    return Resolver(config, client, std::move(options)).Resolve(reference);
  }

  std::string ErrorOf(const std::string& reference, ResolverOptions options = {}) {
    try {
      Resolve(reference, std::move(options));
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  oci::FakeRegistry fake;
  oci::RegistryClient client{fake, fake.keychain(), {}};
  Config config;
};

const oci::Platform kArm{.architecture = "arm", .os = "linux", .os_version = {}, .variant = {}};
const oci::Platform kArmV7{.architecture = "arm", .os = "linux", .os_version = {}, .variant = "v7"};
const oci::Platform kArmV8{.architecture = "arm", .os = "linux", .os_version = {}, .variant = "v8"};
const oci::Platform kAmd64{.architecture = "amd64", .os = "linux", .os_version = {}, .variant = {}};

TEST_CASE_FIXTURE(Fixture, "a tag is asked for, a digest is not") {
  oci::Reference image = fake.AddImage("127.0.0.1:5000/app/a:1", {{"f", "x"}});
  ResolvedImage resolved = Resolve("127.0.0.1:5000/app/a:1");
  CHECK(resolved.url == "127.0.0.1:5000/app/a@" + image.digest()->ToString());
  CHECK(resolved.origins == Origins{ResolvedOrigin("127.0.0.1:5000/app/a:1", "1")});

  size_t requests = fake.requests.size();
  CHECK(Resolve("nginx:1" + kDigest).url == "index.docker.io/library/nginx" + kDigest);
  CHECK(Resolve("nginx" + kDigest).origins.empty());
  CHECK(fake.requests.size() == requests);
}

TEST_CASE_FIXTURE(Fixture, "without a tag it is latest, which the reference does not say") {
  fake.AddImage("127.0.0.1:5000/app/a:latest", {{"f", "x"}});
  CHECK(Resolve("127.0.0.1:5000/app/a").origins == Origins{ResolvedOrigin("127.0.0.1:5000/app/a", "latest")});
}

TEST_CASE_FIXTURE(Fixture, "malformed references") {
  CHECK(ErrorOf("") == "a repository name must be specified");
  CHECK(ErrorOf("a@b") ==
        "Expected valid digest reference, but found 'a@b', reason: unsupported digest algorithm: b");
  CHECK(ErrorOf("app:b c").starts_with("tag can only contain the characters"));
  CHECK(ErrorOf("127.0.0.1:1/a") == "repository must be between 2 and 255 characters in length: a");
}

TEST_CASE_FIXTURE(Fixture, "preresolved overrides are final") {
  Override final{.match = {"app", ""}, .new_image = "other:tag", .preresolved = true};
  final.origins = {ResolvedOrigin("x", "y")};
  config.overrides = {final};
  ResolvedImage resolved = Resolve("app");
  CHECK(resolved.url == "other:tag");
  CHECK(resolved.origins == Origins{ResolvedOrigin("x", "y"), PreresolvedOrigin("other:tag")});

  config.overrides[0].origins = {PreresolvedOrigin("other:tag"), ResolvedOrigin("x", "y")};
  CHECK(Resolve("app").origins.size() == 2);
  CHECK(fake.requests.empty());
}

TEST_CASE_FIXTURE(Fixture, "the highest tag that fits is selected") {
  for (const char* tag : {"v1.2.0", "1.10.0", "2.0.0", "latest"}) {
    fake.AddImage(std::string("127.0.0.1:5000/app/a:") + tag, {{"f", tag}});
  }
  Override select{.match = {"app", ""}, .new_image = "127.0.0.1:5000/app/a"};
  select.tag_selection = TagSelection{go::VersionSelection{"<2.0.0", false, {}}};
  config.overrides = {select};
  CHECK(Resolve("app").origins == Origins{ResolvedOrigin("127.0.0.1:5000/app/a:1.10.0", "1.10.0")});

  config.overrides[0].tag_selection->semver->constraints = ">3.0.0";
  CHECK(ErrorOf("app") == "Expected to find at least one version, but did not");
  config.overrides[0].tag_selection->semver->constraints = "?";
  CHECK(ErrorOf("app").starts_with("Selecting versions: Parsing version constraint '?': "));
  config.overrides[0].tag_selection->semver.reset();
  CHECK(ErrorOf("app") == "Unknown tag selection strategy");
}

TEST_CASE_FIXTURE(Fixture, "a platform narrows an index, and nothing else") {
  std::string index = AddIndex("127.0.0.1:5000/app/a:1", {kAmd64, kArmV7});
  std::string wanted = fake.AddImage("127.0.0.1:5000/app/x:1", {{"f", "linuxarmv7"}}).digest()->ToString();
  ResolvedImage resolved = Resolve("127.0.0.1:5000/app/a:1", {.platform = kArmV7});
  CHECK(resolved.url == "127.0.0.1:5000/app/a@" + wanted);
  CHECK(resolved.origins ==
        Origins{ResolvedOrigin("127.0.0.1:5000/app/a:1", "1"), PlatformSelectedOrigin(index, kArmV7)});
  CHECK(Resolve("127.0.0.1:5000/app/a:1", {.platform = kArm}).url == resolved.url);
  CHECK(Resolve(resolved.url, {.platform = kAmd64}).url == resolved.url);

  CHECK(ErrorOf(index, {.platform = kArmV8}) ==
        "Expected to find one image under index '" + index + "' with matching platform, but found none");
  std::string two = AddIndex("127.0.0.1:5000/app/b:1", {kArmV7, kArmV8});
  CHECK(ErrorOf(two, {.platform = kArm}) == "Expected to find only one image under index '" + two +
                                                "' with matching platform, but found more than one");
}

TEST_CASE_FIXTURE(Fixture, "an override's platform goes before the general one") {
  AddIndex("127.0.0.1:5000/app/a:1", {kAmd64, kArmV7});
  Override override{.match = {"app", ""}, .new_image = "127.0.0.1:5000/app/a:1"};
  override.platform = kArmV7;
  config.overrides = {override};
  CHECK(Resolve("app", {.platform = kAmd64}).origins.back()["platformSelected"]["architecture"] == "arm");
}

TEST_CASE_FIXTURE(Fixture, "images with a source are refused") {
  config.sources = {{"", "app"}};
  CHECK(ErrorOf("app:1", {.allow_build = false}) ==
        "Building of images is disallowed (tried to build 'app:1' because a source was configured for it)");
  CHECK(ErrorOf("app:1").starts_with("Building of images is not supported"));
  CHECK(fake.requests.empty());
}

TEST_CASE_FIXTURE(Fixture, "all failures are told, sorted") {
  fake.AddImage("127.0.0.1:5000/app/a:1", {{"f", "x"}});
  Resolver resolver(config, client, {});
  CHECK(resolver.ResolveAll({"127.0.0.1:5000/app/a:1", "nginx" + kDigest}).size() == 2);
  try {
    resolver.ResolveAll({"127.0.0.1:5000/app/b:1", "127.0.0.1:5000/app/a:1", "127.0.0.1:5000/app/a:2"});
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    size_t first = error.message().find("\n- Resolving image '127.0.0.1:5000/app/a:2': ");
    size_t second = error.message().find("\n- Resolving image '127.0.0.1:5000/app/b:1': ");
    CHECK(first == 0);
    CHECK(second != std::string::npos);
  }
}

TEST_CASE("locks") {
  ResolvedImages images = {{"b:1", {"index.docker.io/library/bb" + kDigest, {ResolvedOrigin("b:1", "1")}}},
                           {"a" + kDigest, {"index.docker.io/library/aa" + kDigest, {}}}};
  CHECK(
      MakeImagesLock(images, true).ToYaml() ==
      "---\napiVersion: imgpkg.carvel.dev/v1alpha1\nimages:\n- annotations:\n    kbld.carvel.dev/id: a" +
          kDigest + "\n  image: index.docker.io/library/aa" + kDigest +
          "\n- annotations:\n    kbld.carvel.dev/id: b:1\n    kbld.carvel.dev/origins: |\n      - resolved:\n"
          "          tag: \"1\"\n          url: b:1\n  image: index.docker.io/library/bb" +
          kDigest + "\nkind: ImagesLock\n");
  CHECK(MakeImagesLock(images, false).images[1].annotations.size() == 1);
  CHECK(PrintConfigLock({{"a", {"b", {}}}}, {SearchRule::ForKey("x")}) ==
        "apiVersion: kbld.k14s.io/v1alpha1\nkind: Config\nminimumRequiredVersion: 0.42.0\noverrides:\n- "
        "image: a\n"
        "  newImage: b\n  preresolved: true\nsearchRules:\n- keyMatcher:\n    name: x\n");
  CHECK_THROWS_WITH_AS(MakeImagesLock({{"a", {"b:1", {}}}}, true),
                       "Validating images lock: Expected ref to be in digest form, got 'b:1'", Error);
}

TEST_CASE("resources are annotated with their images") {
  ResolvedImages images = {{"a", {"z", {ResolvedOrigin("a", "1")}}},
                           {"b", {"y", {ResolvedOrigin("b", "1")}}},
                           {"c", {"x" + kDigest, {}}}};
  std::vector<json> resources = {
      json::parse(
          R"({"image": "a", "l": [{"image": "b"}, {"image": "a"}], "metadata": {"annotations": {"k": "v"}}})"),
      json::parse(R"({"image": "c", "metadata": {"annotations": {"k": 5}}})"),
      json::parse(R"({"metadata": {}})")};
  ReplaceImages(images, {SearchRule::ForKey("image")}, true, &resources);
  std::vector<std::string> printed = PrintResources(resources);
  CHECK(
      printed[0] ==
      "---\nimage: z\nl:\n- image: \"y\"\n- image: z\nmetadata:\n  annotations:\n    k: v\n    "
      "kbld.k14s.io/images: |\n"
      "      - origins:\n        - resolved:\n            tag: \"1\"\n            url: b\n        url: "
      "\"y\"\n"
      "      - origins:\n        - resolved:\n            tag: \"1\"\n            url: a\n        url: z\n");
  CHECK(printed[1] ==
        "---\nimage: x" + kDigest + "\nmetadata:\n  annotations:\n    kbld.k14s.io/images: |\n      null\n");
  CHECK(printed[2] == "---\nmetadata: {}\n");
  CHECK(AnnotatedOrigins(resources[0], "z") == Origins{ResolvedOrigin("a", "1")});
  CHECK(AnnotatedOrigins(resources[0], "w").empty());
  CHECK(AnnotatedOrigins(json::parse(R"({"metadata": {"annotations": {"kbld.k14s.io/images": "["}}})"), "z")
            .empty());
}

}  // namespace
}  // namespace pkgrepo::kbld
