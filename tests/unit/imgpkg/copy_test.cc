#include "imgpkg/copy.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "error_message.h"
#include "imgpkg/bundle_images.h"
#include "imgpkg/pull.h"
#include "support/fake_registry.h"

namespace pkgrepo::imgpkg {
namespace {

const std::string kHost = "127.0.0.1:5000/";
const std::map<std::string, std::string> kBundleLabels = {{"dev.carvel.imgpkg.bundle", "true"}};

// A bundle of a bundle of an image, each in a repository of its own.
class Fixture {
 public:
  std::string AddBundle(const std::string& name, const std::vector<std::string>& images) {
    ImagesLock lock;
    for (const std::string& locked : images) lock.images.push_back({.image = locked, .annotations = {}});
    return registry.AddImage(kHost + name, {{".imgpkg/images.yml", lock.ToYaml()}}, kBundleLabels).ToString();
  }
  CopySource Outer() const {
    return {.kind = CopySource::Kind::kBundle, .reference = kHost + "src/outer:v1"};
  }
  std::vector<CopiedImage> Copy(const CopySource& source, const CopyOptions& options = {}) {
    return CopyToRepository(source, destination, client, options);
  }
  std::vector<std::string> Tags() const { return client.ListTags(destination); }
  static std::string TagOf(const std::string& reference, const std::string& suffix) {
    return "sha256-" + reference.substr(reference.rfind(':') + 1) + suffix;
  }

  TempDir directory;
  oci::FakeRegistry registry;
  oci::RegistryClient client{registry, registry.keychain(), {}};
  oci::Repository destination = oci::Repository::Parse(kHost + "dst/app");
  std::string image = registry.AddImage(kHost + "src/image:1", {{"f", "x"}}).ToString();
  std::string inner = AddBundle("src/inner:1", {image});
  std::string outer = AddBundle("src/outer:v1", {inner});
};

// The content of a tar's first file, a text.
std::string FirstMember(const std::string& tar) { return tar.substr(512, tar.find('\0', 512) - 512); }

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a bundle is copied with all that it needs") {
  const std::vector<CopiedImage> copied = Copy(Outer());
  CHECK(copied.size() == 3);
  for (const CopiedImage& item : copied) {
    CHECK(item.is_root_bundle == (item.original == outer));
    CHECK(client.Find(oci::Reference::Parse(item.destination)).has_value());
  }
  const std::vector<std::string> tags = Tags();
  for (const std::string& tag :
       {std::string("v1"), TagOf(image, ".imgpkg"), TagOf(inner, ".imgpkg"), TagOf(outer, ".imgpkg"),
        TagOf(inner, ".image-locations.imgpkg"), TagOf(outer, ".image-locations.imgpkg")}) {
    CAPTURE(tag);
    CHECK(std::find(tags.begin(), tags.end(), tag) != tags.end());
  }
  CHECK(tags.size() == 8);

  const std::string output = directory.path() + "/out";
  const auto place = oci::Reference::WithTag(destination, "v1");
  CHECK(PullBundle(place, output, client, {.recursive = true}).lock_relocated);
  const std::string lock = RealFileSystem().ReadFile(output + "/.imgpkg/images.yml");
  CHECK(lock.find(destination.ToString() + inner.substr(inner.find('@'))) != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a copy is taken from the bundle's repository once it is there") {
  Copy(Outer());
  for (const std::string& gone : {image, inner}) registry.manifests.erase(gone);
  const auto further = oci::Repository::Parse(kHost + "further/app");
  const CopySource source{.kind = CopySource::Kind::kBundle, .reference = destination.ToString() + ":v1"};
  CHECK(CopyToRepository(source, further, client, {}).size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "through a tar file") {
  const std::string tar = directory.path() + "/a.tar";
  CopyToTar(Outer(), tar, client, {});
  const std::string first = RealFileSystem().ReadFile(tar);
  CHECK(first.substr(0, 13) == "manifest.json");
  CHECK(CopyTarToRepository(tar, destination, client, {}).size() == 3);
  CHECK(Tags().size() == 8);
  CopyToTar(Outer(), tar, client, {});
  CHECK(RealFileSystem().ReadFile(tar) == first);

  registry.requests.clear();
  CopyToTar(Outer(), tar, client, {.resume = true});
  CHECK(RealFileSystem().ReadFile(tar) == first);
  CHECK(RealFileSystem().ListDirectory(directory.path()) == std::vector<std::string>{"a.tar"});
}

TEST_CASE_FIXTURE(Fixture, "a tar file has its images sorted by digest, whatever their names") {
  std::vector<std::string> images;
  for (const std::string name : {"c", "a", "d", "b"})
    images.push_back(registry.AddImage(kHost + name + "/image:1", {{"f", name}}).ToString());
  AddBundle("src/several:1", images);
  const std::string tar = directory.path() + "/a.tar";
  CopyToTar({.kind = CopySource::Kind::kBundle, .reference = kHost + "src/several:1"}, tar, client, {});

  std::vector<std::string> digests;
  for (const auto& entry : nlohmann::json::parse(FirstMember(RealFileSystem().ReadFile(tar)))) {
    const std::string reference = entry["Image"]["Refs"][0];
    digests.push_back(reference.substr(reference.find('@')));
  }
  CHECK(digests.size() == 5);
  CHECK(std::is_sorted(digests.begin(), digests.end()));
}

TEST_CASE_FIXTURE(Fixture, "pipes in place of tar files") {
  const std::string tar = directory.path() + "/a.tar";
  const std::string pipe = directory.path() + "/pipe";
  CopyToTar(Outer(), tar, client, {});
  const std::string content = RealFileSystem().ReadFile(tar);
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  {
    std::string received;
    std::thread reader([&] { received = RealFileSystem().ReadFile(pipe); });
    CopyToTar(Outer(), pipe, client, {});
    reader.join();
    CHECK(received == content);
  }
  {
    std::thread writer([&] { RealFileSystem().WriteFile(pipe, content); });
    CHECK(CopyTarToRepository(pipe, destination, client, {}).size() == 3);
    writer.join();
  }
  CHECK(RealFileSystem().Stat(pipe)->type == FileInfo::Type::kOther);
  RealFileSystem().MakeSymlink("a.tar", directory.path() + "/link");
  RealFileSystem().WriteFile(tar, "old");
  CopyToTar(Outer(), directory.path() + "/link", client, {});
  CHECK(RealFileSystem().ReadFile(tar) == content);
  CHECK(MessageOf([&] { CopyToTar(Outer(), directory.path(), client, {}); }) ==
        "Creating file '" + directory.path() + "': open " + directory.path() + ": is a directory");
  CHECK(MessageOf([&] { CopyTarToRepository(directory.path(), destination, client, {}); }) ==
        "read " + directory.path() + ": is a directory");
}

TEST_CASE_FIXTURE(Fixture, "tar files that are none, or lie") {
  const std::string tar = directory.path() + "/a.tar";
  const auto copy = [&] { return MessageOf([&] { CopyTarToRepository(tar, destination, client, {}); }); };
  CHECK(copy() == "open " + tar + ": no such file or directory");
  RealFileSystem().WriteFile(tar, "foo");
  CHECK(copy() == "unexpected EOF");
  CopyToTar(Outer(), tar, client, {});
  std::string text = RealFileSystem().ReadFile(tar);
  const size_t raw = text.find("schemaVersion");
  text[raw] = 'S';
  RealFileSystem().WriteFile(tar, text);
  CHECK(copy().starts_with("Reading manifest.json: content of "));
}

TEST_CASE_FIXTURE(
    Fixture, "a tar file or a lock that names a tag outside of the repository is refused before a push") {
  const std::string tar = directory.path() + "/a.tar";
  CopyToTar(Outer(), tar, client, {});
  const std::string good = RealFileSystem().ReadFile(tar);
  registry.requests.clear();
  // Names of the same length, so that the archive stays one.
  for (const std::string bad : {"..", "a/", "?b", "%2", " x", "\\n"}) {
    CAPTURE(bad);
    std::string text = good;
    const size_t tag = text.find("\"Tag\":\"v1\"");
    REQUIRE(tag != std::string::npos);
    text.replace(tag + 7, 2, bad);
    RealFileSystem().WriteFile(tar, text);
    CHECK(MessageOf([&] {
            CopyTarToRepository(tar, destination, client, {});
          }).starts_with("Reading manifest.json: tag can"));
  }
  CopySource locked{.kind = CopySource::Kind::kBundle, .reference = outer, .tag = "../../other/manifests/v1"};
  CHECK(MessageOf([&] { Copy(locked); }).starts_with("tag can only contain the characters"));
  CHECK(registry.CountRequests("PUT ") == 0);
  CHECK(registry.CountRequests("POST ") == 0);
}

TEST_CASE_FIXTURE(Fixture, "tags made of repositories") {
  Copy(Outer(), {.repository_based_tags = true});
  const std::vector<std::string> tags = Tags();
  const std::string tag = "src-image-" + TagOf(image, ".imgpkg");
  CHECK(std::find(tags.begin(), tags.end(), tag) != tags.end());
}

TEST_CASE_FIXTURE(Fixture, "no such tag begins with what tags may not begin with") {
  for (const char* start : {"-", ".", "--"}) {
    CAPTURE(start);
    const std::string end(49 - std::string_view(start).size(), 'b');
    const std::string reference = registry.AddImage(kHost + "a" + start + end + ":1", {{"f", start}}).ToString();
    Copy({.kind = CopySource::Kind::kImage, .reference = reference}, {.repository_based_tags = true});
    const std::vector<std::string> tags = Tags();
    CHECK(std::find(tags.begin(), tags.end(), end + "-" + TagOf(reference, ".imgpkg")) != tags.end());
  }
}

TEST_CASE_FIXTURE(Fixture, "signatures go along if asked for") {
  const std::string tag = TagOf(image, ".sig");
  registry.AddImage(kHost + "src/image:" + tag, {{"signature", "x"}});
  CHECK(Copy(Outer()).size() == 3);
  CHECK(Copy(Outer(), {.cosign_signatures = true}).size() == 4);
  const std::vector<std::string> tags = Tags();
  CHECK(std::find(tags.begin(), tags.end(), tag) != tags.end());
}

TEST_CASE_FIXTURE(Fixture, "a registry that denies what it does not have is copied from and to") {
  registry.absent_manifest_status = 403;
  CHECK(Copy(Outer(), {.cosign_signatures = true}).size() == 3);
  CHECK(Tags().size() == 8);
  const auto further = oci::Repository::Parse(kHost + "further/app");
  const CopySource source{.kind = CopySource::Kind::kBundle, .reference = destination.ToString() + ":v1"};
  CHECK(CopyToRepository(source, further, client, {}).size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "what is refused") {
  const CopySource as_image{.kind = CopySource::Kind::kImage, .reference = kHost + "src/outer:v1"};
  CHECK(MessageOf([&] { Copy(as_image); }).starts_with("Expected bundle flag when copying a bundle"));
  const CopySource as_bundle{.kind = CopySource::Kind::kBundle, .reference = kHost + "src/image:1"};
  CHECK(MessageOf([&] { Copy(as_bundle); }).starts_with("Expected bundle image but found plain image"));
  const CopySource lock{.kind = CopySource::Kind::kImagesLock,
                        .lock = {.images = {{.image = inner, .annotations = {}}}}};
  CHECK(MessageOf([&] { Copy(lock); }).starts_with("Unable to copy bundles using an Images Lock file"));
  registry.manifests.erase(image);
  CHECK(MessageOf([&] {
          Copy(Outer());
        }).starts_with("Reading Images from Bundle: Checking image existence: GET "));
}

TEST_CASE_FIXTURE(Fixture, "layers that may not be distributed stay behind, with a warning") {
  const auto reference = oci::Reference::Parse(kHost + "src/foreign:1");
  const oci::Manifest manifest{
      .media_type = std::string(oci::kDockerManifest),
      .config = registry.AddBlob(reference.repository(), oci::kDockerConfig, "{}"),
      .layers = {registry.AddBlob(reference.repository(), oci::kDockerForeignLayer, "layer")}};
  registry.AddManifest(reference, oci::kDockerManifest, manifest.ToDockerJson());
  std::string told;
  CopyOptions options{.progress = [&](const std::string& text) { told += text; }};
  const CopySource source{.kind = CopySource::Kind::kImage, .reference = reference.ToString()};
  Copy(source, options);
  CHECK_FALSE(client.HasBlob(destination, Digest::Of("layer")));
  CHECK(told.find("Warning: Skipped the followings layer(s)") != std::string::npos);

  // A tar file without the layer: it is taken over from where the image was, if that is in the same registry.
  const std::string tar = directory.path() + "/foreign.tar";
  CopyToTar(source, tar, client, options);
  options.include_non_distributable_layers = true;
  CopyTarToRepository(tar, destination, client, options);
  CHECK(client.HasBlob(destination, Digest::Of("layer")));
  const auto elsewhere = oci::Repository::Parse("localhost:5000/dst/app");
  CHECK(MessageOf([&] { CopyTarToRepository(tar, elsewhere, client, options); })
            .starts_with("file sha256-" + Digest::Of("layer").hex() + ".tar.gz not found in tar (hint: "));

  const auto further = oci::Repository::Parse(kHost + "further/app");
  CopyToRepository(source, further, client, options);
  CHECK(client.HasBlob(further, Digest::Of("layer")));
}

TEST_CASE_FIXTURE(Fixture, "of an index, the warning names the images whose layers stay behind") {
  const auto reference = oci::Reference::Parse(kHost + "src/foreign:1");
  const oci::Manifest manifest{
      .media_type = std::string(oci::kDockerManifest),
      .config = registry.AddBlob(reference.repository(), oci::kDockerConfig, "{}"),
      .layers = {registry.AddBlob(reference.repository(), oci::kDockerForeignLayer, "layer")}};
  const std::string bytes = manifest.ToDockerJson();
  registry.AddManifest(reference, oci::kDockerManifest, bytes);
  const oci::Descriptor inner_image{.media_type = std::string(oci::kDockerManifest),
                                    .size = static_cast<int64_t>(bytes.size()),
                                    .digest = Digest::Of(bytes)};
  const oci::Index index{.media_type = std::string(oci::kOciIndex), .manifests = {inner_image}};
  registry.AddManifest(oci::Reference::Parse(kHost + "src/foreign:index"), oci::kOciIndex, index.ToOciJson({}));
  std::string told;
  Copy({.kind = CopySource::Kind::kImage, .reference = kHost + "src/foreign:index"},
       {.progress = [&](const std::string& text) { told += text; }});
  CHECK(told.find(" - Image: " + destination.ToString() + "@" + inner_image.digest.ToString() + "\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "an index of repeats is walked once for each digest") {
  const std::string name = kHost + "src/image:wide";
  const auto source = [&](int levels) -> CopySource {
    registry.AddNestedIndex(name, oci::Reference::ParseDigest(image), {.levels = levels, .repeats = 10});
    registry.requests.clear();
    return {.kind = CopySource::Kind::kImage, .reference = name};
  };
  Copy(source(30));
  CHECK(registry.CountRequests("GET /v2/src/image/manifests/") == 31);
  CHECK(registry.CountRequests("PUT /v2/dst/app/manifests/sha256:") == 31);

  // A tar would repeat them all, as upstream's does.
  const std::string tar = directory.path() + "/wide.tar";
  CHECK(MessageOf([&] { CopyToTar(source(30), tar, client, {}); }).ends_with("holds too many images"));
  CHECK(registry.CountRequests("GET /v2/src/image/manifests/") == 31);
  CopyToTar(source(3), tar, client, {});
  CHECK(registry.CountRequests("GET /v2/src/image/manifests/") == 4);
  registry.requests.clear();
  CopyTarToRepository(tar, oci::Repository::Parse(kHost + "dst/from-tar"), client, {});
  CHECK(registry.CountRequests("PUT /v2/dst/from-tar/manifests/sha256:") == 4);
}

TEST_CASE_FIXTURE(Fixture, "indexes nested without end are an error") {
  const std::string name = kHost + "src/image:deep";
  registry.AddNestedIndex(name, oci::Reference::ParseDigest(image), {.levels = 10'000});
  const CopySource source{.kind = CopySource::Kind::kImage, .reference = name};
  CHECK(MessageOf([&] { Copy(source); }).ends_with(" is nested too deeply"));
  CHECK(MessageOf([&] {
          CopyToTar(source, directory.path() + "/deep.tar", client, {});
        }).ends_with(" is nested too deeply"));
}

TEST_CASE_FIXTURE(Fixture, "bundles nested without end are an error, those of repeats are looked into once") {
  std::string deep = image;
  for (int level = 0; level < kMaxBundleNesting + 2; ++level)
    deep = AddBundle("src/deep:" + std::to_string(level), {deep});
  CHECK(MessageOf([&] {
          Copy({.kind = CopySource::Kind::kBundle, .reference = deep});
        }).find("Bundles are nested too deeply: '") != std::string::npos);

  std::string wide = image;
  for (int level = 0; level < 30; ++level) {
    wide = AddBundle("src/wide:" + std::to_string(level), std::vector<std::string>(10, wide));
  }
  registry.requests.clear();
  CHECK(Copy({.kind = CopySource::Kind::kBundle, .reference = wide}).size() == 31);
  CHECK(registry.CountRequests("GET /v2/src/wide/manifests/sha256:") <= 10 * 31);
}

}  // namespace pkgrepo::imgpkg
