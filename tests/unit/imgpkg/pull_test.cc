#include "imgpkg/pull.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "error_message.h"
#include "imgpkg/bundle_images.h"
#include "support/fake_registry.h"

namespace pkgrepo::imgpkg {
namespace {

const std::map<std::string, std::string> kBundleLabels = {{"dev.carvel.imgpkg.bundle", "true"}};
const std::string kHost = "127.0.0.1:5000/";

std::string LockOf(const std::vector<std::string>& images) {
  std::string text = "# as pushed\napiVersion: imgpkg.carvel.dev/v1alpha1\nkind: ImagesLock\n";
  if (!images.empty()) text += "images:\n";
  for (const std::string& image : images) text += "- image: " + image + "\n";
  return text;
}

class Fixture {
 public:
  std::string AddBundle(const std::string& name, const std::vector<std::string>& images) {
    return registry.AddImage(kHost + name, {{".imgpkg/images.yml", LockOf(images)}}, kBundleLabels)
        .ToString();
  }
  PullResult Pull(const std::string& bundle, bool recursive = false) {
    return PullBundle(oci::Reference::Parse(kHost + bundle), output, client, {.recursive = recursive});
  }
  std::string Read(const std::string& name) const { return files.ReadFile(output + "/" + name); }
  std::vector<std::string> Tree() const {
    std::vector<std::string> names;
    for (const auto& entry : files.Walk(output)) {
      if (entry.info.is_file()) names.push_back(entry.path);
    }
    return names;
  }

  TempDir directory;
  std::string output = directory.path() + "/parent/out";
  RealFileSystem files;
  oci::FakeRegistry registry;
  oci::RegistryClient client{registry, registry.keychain(), {}};
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "an image replaces the output folder as a whole") {
  registry.AddImage(kHost + "app/a:1", {{"new", "1"}, {"sub/x", "2"}});
  files.WriteFile(output + "/old", "old");
  PullImage(oci::Reference::Parse(kHost + "app/a:1"), output, client, {});
  CHECK(Tree() == std::vector<std::string>{"new", "sub/x"});
  CHECK(files.ListDirectory(directory.path() + "/parent") == std::vector<std::string>{"out"});
}

TEST_CASE_FIXTURE(Fixture, "a failure leaves the output folder as it was, and nothing beside it") {
  const std::pair<std::string, std::map<std::string, std::string>> cases[] = {
      {"evil", {{"../evil", "x"}}}, {"nested-evil", {{"a", "1"}, {"b/../../evil", "x"}}}};
  files.WriteFile(output + "/old", "old");
  for (const auto& [name, content] : cases) {
    registry.AddImage(kHost + "app/" + name + ":1", content);
    CHECK_THROWS_AS(PullImage(oci::Reference::Parse(kHost + "app/" + name + ":1"), output, client, {}),
                    Error);
  }
  registry.AddImage(kHost + "app/a:1", {{"new", "1"}});
  registry.damages_blobs = true;
  CHECK_THROWS_AS(PullImage(oci::Reference::Parse(kHost + "app/a:1"), output, client, {}), Error);
  CHECK(Tree() == std::vector<std::string>{"old"});
  CHECK(files.ListDirectory(directory.path() + "/parent") == std::vector<std::string>{"out"});
  CHECK(files.ListDirectory(directory.path()) == std::vector<std::string>{"parent"});
}

TEST_CASE_FIXTURE(Fixture, "a pipe is not replaced by a folder") {
  registry.AddImage(kHost + "app/a:1", {{"f", "x"}});
  const std::string pipe = directory.path() + "/pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(MessageOf([&] { PullImage(oci::Reference::Parse(kHost + "app/a:1"), pipe, client, {}); }) ==
        "'" + pipe + "' is no folder that could be replaced");
  CHECK(files.Stat(pipe)->type == FileInfo::Type::kOther);
}

TEST_CASE_FIXTURE(Fixture, "images, bundles and indexes are told apart") {
  AddBundle("app/b:1", {});
  registry.AddImage(kHost + "app/a:1", {{"f", "x"}});
  registry.AddManifest(oci::Reference::Parse(kHost + "app/i:1"), oci::kOciIndex, R"({"manifests":[]})");
  const auto pull_image = [&](const std::string& name) {
    return MessageOf([&] { PullImage(oci::Reference::Parse(kHost + name), output, client, {}); });
  };
  CHECK(pull_image("app/none:1")
            .starts_with("Fetching image: GET http://127.0.0.1:5000/v2/app/none/manifests/1: "));
  CHECK(pull_image("app/b:1").starts_with("Expected bundle flag when pulling a bundle"));
  CHECK(pull_image("app/i:1").starts_with("Unable to pull non-images, such as image indexes."));
  CHECK(MessageOf([&] { Pull("app/a:1"); }).starts_with("Expected bundle image but found plain image"));
  CHECK(MessageOf([&] { Pull("app/i:1"); }).starts_with("Expected bundle image but found plain image"));
}

TEST_CASE_FIXTURE(Fixture, "a lock is rewritten only if all its images are beside the bundle") {
  const std::string here = registry.AddImage(kHost + "app/b:img", {{"f", "x"}}).ToString();
  const std::string digest = here.substr(here.find('@'));
  AddBundle("app/b:1", {"nowhere.test/app/x" + digest});
  CHECK(Pull("app/b:1").lock_relocated);
  CHECK(Read(".imgpkg/images.yml") == ImagesLock{.images = {{.image = here, .annotations = {}}}}.ToYaml());

  const std::vector<std::string> images = {"nowhere.test/app/x" + digest,
                                           "nowhere.test/app/y@sha256:" + std::string(64, 'a')};
  AddBundle("app/b:2", images);
  CHECK_FALSE(Pull("app/b:2").lock_relocated);
  CHECK(Read(".imgpkg/images.yml") == LockOf(images));
}

TEST_CASE_FIXTURE(Fixture, "what a registry does not show is not beside the bundle") {
  const std::string image = registry.AddImage(kHost + "src/image:1", {{"f", "x"}}).ToString();
  AddBundle("app/b:1", {image});
  for (const int status : {401, 403, 404}) {
    registry.absent_manifest_status = status;
    CHECK_FALSE(Pull("app/b:1").lock_relocated);
  }
  registry.absent_manifest_status = 400;
  CHECK(MessageOf([&] { Pull("app/b:1"); }).starts_with("Fetching location image: GET "));
}

TEST_CASE_FIXTURE(Fixture, "nested bundles are pulled once each") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  const std::string inner = AddBundle("app/inner:1", {image});
  const std::string middle = AddBundle("app/middle:1", {inner});
  AddBundle("app/outer:1", {middle, inner, image});
  Pull("app/outer:1");
  CHECK(Tree() == std::vector<std::string>{".imgpkg/images.yml"});
  Pull("app/outer:1", /*recursive=*/true);
  CHECK(Tree().size() == 3);
  const std::string folder = ".imgpkg/bundles/sha256-" + inner.substr(inner.find(':', inner.find('@')) + 1);
  CHECK(Read(folder + "/.imgpkg/images.yml") == LockOf({image}));
}

TEST_CASE_FIXTURE(Fixture, "a bundle without its lock, or with a malformed one") {
  registry.AddImage(kHost + "app/b:1", {{"f", "x"}}, kBundleLabels);
  CHECK(MessageOf([&] { Pull("app/b:1"); }) == "Reading path " + output + "/.imgpkg/images.yml: open " +
                                                   output + "/.imgpkg/images.yml: no such file or directory");
  registry.AddImage(kHost + "app/b:2", {{".imgpkg/images.yml", "x: 1"}}, kBundleLabels);
  CHECK(MessageOf([&] { Pull("app/b:2"); }).starts_with("Unmarshaling images lock: "));
  CHECK_FALSE(files.IsDirectory(output));
}

TEST_CASE_FIXTURE(Fixture, "bundles of repeats are pulled once, and those without end are an error") {
  const std::string image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}}).ToString();
  std::string wide = image;
  for (int level = 0; level < 30; ++level) wide = AddBundle("app/wide:1", std::vector<std::string>(10, wide));
  registry.requests.clear();
  Pull("app/wide:1", /*recursive=*/true);
  CHECK(files.ListDirectory(output + "/.imgpkg/bundles").size() == 29);
  // The image is looked for beside the bundle, once for each line of the lock.
  CHECK(registry.CountRequests("GET /v2/app/wide/manifests/sha256:") == 29 + 10);

  std::string deep = image;
  for (int level = 0; level < kMaxBundleNesting + 2; ++level) deep = AddBundle("app/deep:1", {deep});
  CHECK(MessageOf([&] { Pull("app/deep:1", /*recursive=*/true); }).find("Bundles are nested too deeply: '") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "an index is refused without looking into it") {
  const oci::Reference image = registry.AddImage(kHost + "app/a:1", {{"f", "x"}});
  registry.AddNestedIndex(kHost + "app/a:wide", image, {.levels = 30, .repeats = 10});
  registry.requests.clear();
  CHECK_THROWS_AS(PullImage(oci::Reference::Parse(kHost + "app/a:wide"), output, client, {}), Error);
  CHECK(registry.CountRequests("GET /v2/app/a/") == 1);
}

}  // namespace pkgrepo::imgpkg
