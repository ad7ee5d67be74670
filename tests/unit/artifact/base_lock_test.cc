#include "artifact/base_lock.h"

#include <doctest/doctest.h>

#include "support/fake_registry.h"

namespace pkgrepo::artifact {
namespace {

const std::string kBase = "127.0.0.1:5000/base:1";

ImageSpecification SpecificationFor(const std::string& platforms, const std::string& base = kBase) {
  return ImageSpecification::Parse(
      "spec", "# Of add_container_image(hello) in /src/CMakeLists.txt\nIMAGE r/hello\nTAG 1\nBASE " + base +
                  "\nLOCK /src/hello.base.lock.yml\nLOCKED_BY hello-lock\n" + platforms);
}

// A base for one platform.
oci::Manifest AddBase(oci::FakeRegistry& registry) {
  const std::string config =
      R"({"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}})";
  const oci::Manifest manifest{
      .media_type = std::string(oci::kOciManifest),
      .config = {.media_type = std::string(oci::kOciConfig),
                 .size = static_cast<int64_t>(config.size()),
                 .digest = Digest::Of(config)},
      .layers = {{.media_type = std::string(oci::kOciLayer), .size = 5, .digest = Digest::Of("layer")}}};
  registry.AddBlob(oci::Repository::Parse("127.0.0.1:5000/base"), oci::kOciConfig, config);
  registry.AddManifest(oci::Reference::Parse(kBase), std::string(oci::kOciManifest), manifest.ToOciJson({}));
  return manifest;
}

// An index with that base.
oci::Index AddIndexedBase(oci::FakeRegistry& registry) {
  const std::string manifest = AddBase(registry).ToOciJson({});
  const oci::Index index{
      .media_type = std::string(oci::kOciIndex),
      .manifests = {{.media_type = std::string(oci::kOciManifest),
                     .size = static_cast<int64_t>(manifest.size()),
                     .digest = Digest::Of(manifest),
                     .platform = oci::Platform{.architecture = "amd64", .os = "linux", .os_version = "", .variant = ""}}}};
  registry.AddManifest(oci::Reference::WithDigest(oci::Repository::Parse("127.0.0.1:5000/base"), Digest::Of(manifest)),
                       std::string(oci::kOciManifest), manifest);
  registry.AddManifest(oci::Reference::Parse(kBase), std::string(oci::kOciIndex), index.ToOciJson({}));
  return index;
}

std::string FaultOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A lock has all that an image is made of, and its digests agree") {
  oci::FakeRegistry registry;
  const oci::Manifest manifest = AddBase(registry);
  const oci::RegistryClient client(registry, registry.keychain(), {});
  const BaseLock lock = ResolveBase(SpecificationFor("PLATFORM linux/amd64\n"), client);
  CHECK(lock.image == "127.0.0.1:5000/base@" + Digest::Of(manifest.ToOciJson({})).ToString());

  MemoryFileSystem files;
  files.WriteFile("/src/hello.base.lock.yml", lock.ToYaml());
  packaging::StepInputs inputs(files);
  const LockedBase base = ReadBase(SpecificationFor("PLATFORM linux/amd64\n"), inputs);
  CHECK(base.repository == "127.0.0.1:5000/base");
  REQUIRE(base.images.contains("linux/amd64"));
  CHECK(base.images.at("linux/amd64").layers[0].digest == Digest::Of("layer"));
  CHECK(base.images.at("linux/amd64").config.find("rootfs") != std::string::npos);
}

TEST_CASE("A lock has the index that its manifests are in") {
  oci::FakeRegistry registry;
  const std::string index = AddIndexedBase(registry).ToOciJson({});
  const oci::RegistryClient client(registry, registry.keychain(), {});
  const BaseLock lock = ResolveBase(SpecificationFor("PLATFORM linux/amd64\n"), client);
  CHECK(lock.image == "127.0.0.1:5000/base@" + Digest::Of(index).ToString());
  CHECK(lock.index == index);
  CHECK(BaseLock::Parse("lock", lock.ToYaml()).ToYaml() == lock.ToYaml());

  const std::string by_hand = "\n  hint: this file is not edited by hand: make it again\n";
  const auto fault = [&](const std::function<void(BaseLock&)>& change) {
    BaseLock changed = lock;
    change(changed);
    return FaultOf([&] { BaseLock::Parse("lock", changed.ToYaml()); });
  };
  CHECK(fault([](BaseLock& changed) { changed.index = ""; }) ==
        "lock:5: the manifest is not that of the image, " + Digest::Of(index).ToString() + ", and there is no index" + by_hand);
  CHECK(fault([](BaseLock& changed) { changed.index += " "; }) ==
        "lock:4: the index is not the one of the image, " + Digest::Of(index).ToString() + by_hand);
  CHECK(fault([](BaseLock& changed) { changed.platforms[0].platform = "linux/arm64"; }) ==
        "lock:6: the index has no manifest " + Digest::Of(lock.platforms[0].manifest).ToString() + " for linux/arm64" + by_hand);
  CHECK(fault([](BaseLock& changed) { changed.platforms[0].manifest += " "; })
            .starts_with("lock:6: the index has no manifest sha256:"));
}

TEST_CASE("A base without a wanted platform is refused with those it has") {
  oci::FakeRegistry registry;
  AddBase(registry);
  const oci::RegistryClient client(registry, registry.keychain(), {});
  CHECK(FaultOf([&] { ResolveBase(SpecificationFor("PLATFORM linux/arm64\n"), client); }) ==
        "spec:4: the base 127.0.0.1:5000/base:1 has no image for linux/arm64; it has linux/amd64\n"
        "  note: of add_container_image(hello) in /src/CMakeLists.txt\n");
}

TEST_CASE("A lock that is not there, of something else, or edited, is refused") {
  oci::FakeRegistry registry;
  AddBase(registry);
  const oci::RegistryClient client(registry, registry.keychain(), {});
  const ImageSpecification specification = SpecificationFor("PLATFORM linux/amd64\n");
  const std::string lock = ResolveBase(specification, client).ToYaml();
  const std::string of =
      "\n  note: of add_container_image(hello) in /src/CMakeLists.txt\n"
      "  hint: build the target hello-lock, and commit /src/hello.base.lock.yml\n";
  MemoryFileSystem files;
  const auto fault = [&](const ImageSpecification& wanted) {
    packaging::StepInputs inputs(files);
    return FaultOf([&] { ReadBase(wanted, inputs); });
  };
  CHECK(fault(specification) ==
        "spec:4: the base " + kBase + " is not pinned: there is no /src/hello.base.lock.yml" + of);
  files.WriteFile("/src/hello.base.lock.yml", lock);
  CHECK(fault(specification) == "");
  CHECK(fault(SpecificationFor("PLATFORM linux/amd64\n", "debian:12"))
            .starts_with("/src/hello.base.lock.yml:2: this is the lock of the base " + kBase +
                         ", but the base is debian:12 now\n"));
  CHECK(fault(SpecificationFor("PLATFORM linux/arm64\n"))
            .find("the base is locked for other platforms than linux/arm64") != std::string::npos);
  std::string edited = lock;
  edited.replace(edited.find("amd64\\\","), 5, "arm64");
  files.WriteFile("/src/hello.base.lock.yml", edited);
  CHECK(fault(specification).find("the configuration is not the one of the manifest, sha256:") !=
        std::string::npos);
  edited = lock;
  edited.replace(edited.find("\\\"size\\\":5"), 10, "\\\"size\\\":6");
  files.WriteFile("/src/hello.base.lock.yml", edited);
  CHECK(fault(specification).find("the manifest is not that of the image, sha256:") != std::string::npos);
}

}  // namespace
}  // namespace pkgrepo::artifact
