#include "imgpkg/push.h"

#include <doctest/doctest.h>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "error_message.h"
#include "imgpkg/bundle.h"
#include "imgpkg/registry_access.h"
#include "support/fake_registry.h"

namespace pkgrepo::imgpkg {
namespace {

class Fixture {
 public:
  TempDir directory;
  oci::Layout layout = oci::Layout::Create(directory.path() + "/layout");
  BuiltImage image = Build();
  oci::FakeRegistry registry;
  oci::RegistryClient client{registry, registry.keychain(), {.connect_error_prefix = kConnectErrorPrefix}};
  oci::Reference target = oci::Reference::Parse("127.0.0.1:5000/app/a:v1");

 private:
  BuiltImage Build() const {
    const std::string folder = directory.path() + "/files";
    RealFileSystem().WriteFile(folder + "/a", "content");
    return BuildImage({.content = {.paths = {folder}}}, layout);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a push stores exactly what was built, under both tags") {
  const oci::Reference pushed = PushImage(layout, image.manifest, target, client);
  CHECK(pushed.ToString() == "127.0.0.1:5000/app/a@" + image.manifest.digest.ToString());
  CHECK(client.Resolve(target).digest == image.manifest.digest);
  const auto tag =
      oci::Reference::WithTag(target.repository(), "sha256-" + image.manifest.digest.hex() + ".imgpkg");
  CHECK(client.Resolve(tag).digest == image.manifest.digest);
  CHECK(client.GetManifest(target).bytes == layout.ReadBlob(image.manifest.digest));
}

TEST_CASE_FIXTURE(Fixture, "a second push uploads nothing") {
  PushImage(layout, image.manifest, target, client);
  registry.requests.clear();
  PushImage(layout, image.manifest, target, client);
  CHECK(registry.CountRequests("PUT ") == 0);
  CHECK(registry.CountRequests("POST ") == 0);
  PushImage(layout, image.manifest, oci::Reference::WithTag(target.repository(), "v2"), client);
  CHECK(registry.CountRequests("PUT ") == 1);
  CHECK(registry.CountRequests("PUT /v2/app/a/manifests/v2") == 1);
}

TEST_CASE_FIXTURE(Fixture, "blobs that are there are not sent") {
  registry.AddBlob(target.repository(), oci::kDockerLayer, layout.ReadBlob(image.layer.digest));
  PushImage(layout, image.manifest, target, client);
  CHECK(registry.CountRequests("POST ") == 1);
}

TEST_CASE_FIXTURE(
    Fixture, "a registry that denies what it does not have is pushed to, one that wants a login is not") {
  registry.absent_manifest_status = 403;
  PushImage(layout, image.manifest, target, client);
  CHECK(registry.manifests.contains(target.ToString()));
  registry.absent_manifest_status = 401;
  const auto other = oci::Reference::Parse("127.0.0.1:5000/app/b:v1");
  CHECK(MessageOf([&] { PushImage(layout, image.manifest, other, client); }) ==
        "Writing '127.0.0.1:5000/app/b:v1': Writing image: HEAD http://127.0.0.1:5000/v2/app/b/manifests/v1: "
        "unexpected status code 401 Unauthorized (HEAD responses have no body, use GET for details)");
}

TEST_CASE_FIXTURE(Fixture, "a layer that was cut off or is gone is not sent") {
  const std::string path = layout.BlobPath(image.layer.digest);
  RealFileSystem().WriteFile(path, "cut");
  CHECK(MessageOf([&] { PushImage(layout, image.manifest, target, client); })
            .starts_with("Writing '127.0.0.1:5000/app/a:v1': Writing image: '" + path +
                         "' is damaged: it has 3 bytes, "));
  RealFileSystem().RemoveAll(path);
  CHECK(MessageOf([&] {
          PushImage(layout, image.manifest, target, client);
        }).ends_with("has no blob " + image.layer.digest.ToString()));
  CHECK(registry.CountRequests("PUT /v2/app/a/manifests/") == 0);
}

TEST_CASE_FIXTURE(Fixture, "a registry that is not there") {
  registry.absent_hosts = {"127.0.0.1:5000"};
  CHECK(MessageOf([&] {
          PushImage(layout, image.manifest, target, client);
        }).starts_with("Writing '127.0.0.1:5000/app/a:v1': Error while preparing a transport"));
}

TEST_CASE_FIXTURE(Fixture, "an index of repeats is pushed once for each digest, one without end is not") {
  const auto nest = [&](const oci::Nesting& nesting) {
    return oci::NestIndexes(image.manifest, nesting,
                            [&](const std::string& json) { return layout.PutBlob(oci::kOciIndex, json); });
  };
  PushImage(layout, nest({.levels = 30, .repeats = 10}), target, client);
  CHECK(registry.CountRequests("PUT /v2/app/a/manifests/sha256:") == 31);
  CHECK(MessageOf([&] {
          PushImage(layout, nest({.levels = 2 * oci::kMaxIndexDepth}), target, client);
        }).ends_with(" is nested too deeply"));
  CHECK(registry.CountRequests("PUT /v2/app/a/manifests/sha256:") == 31);
}

}  // namespace pkgrepo::imgpkg
