#include "oci/layout_collector.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "oci/layout.h"
#include "support/nested_index.h"

namespace pkgrepo::oci {
namespace {

class Fixture {
 public:
  Layout Open() const { return Layout::Create(path); }

  // An image of one layer under a name; gives its manifest.
  Descriptor AddImage(const std::string& name, const std::string& content) const {
    const Layout layout = Open();
    const Manifest manifest{.media_type = std::string(kDockerManifest),
                            .config = layout.PutBlob(kDockerConfig, "{\"config\":\"" + content + "\"}"),
                            .layers = {layout.PutBlob(kDockerLayer, content)}};
    const Descriptor blob = layout.PutBlob(kDockerManifest, manifest.ToDockerJson());
    layout.SetName(name, blob);
    return blob;
  }

  size_t CountBlobs() const { return files.ListDirectory(path + "/blobs/sha256").size(); }

  TempDir directory;
  const std::string path = directory.path() + "/registry";
  RealFileSystem files;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "what no name leads to goes") {
  AddImage("a", "old");
  const Descriptor kept = AddImage("a", "new");
  AddImage("b", "other");
  CHECK(CountBlobs() == 12);
  CHECK(CollectGarbage(path).removed_blobs == 4);
  CHECK(CountBlobs() == 8);
  const Layout layout = Open();
  for (const auto& [name, manifest] : layout.Names()) {
    const Manifest parsed = Manifest::Parse(layout.ReadBlob(manifest.digest));
    layout.ReadBlob(parsed.config.digest);
    layout.ReadBlob(parsed.layers[0].digest);
  }
  CHECK(layout.Names().at("a").digest == kept.digest);
}

TEST_CASE_FIXTURE(Fixture, "images of an index stay with it, and temporary files of old programs go") {
  const Descriptor image = AddImage("a", "content");
  {
    const Layout layout = Open();
    const std::string index = "{\"manifests\":[{\"mediaType\":\"" + image.media_type +
                              "\",\"size\":" + std::to_string(image.size) + ",\"digest\":\"" +
                              image.digest.ToString() + "\"}]}";
    layout.SetName("a", layout.PutBlob(kDockerManifestList, index));
    files.WriteFile(path + "/blobs/sha256/.tmp-1-0", "rest");
  }
  CollectGarbage(path);
  const Layout layout = Open();
  CHECK(layout.HasBlob(image.digest));
  CHECK(layout.HasBlob(Digest::Of("content")));
  CHECK_FALSE(files.IsFile(path + "/blobs/sha256/.tmp-1-0"));
}

TEST_CASE_FIXTURE(Fixture, "a damaged manifest keeps everything") {
  const Descriptor image = AddImage("a", "content");
  AddImage("b", "old");
  AddImage("b", "new");
  files.WriteFile(Open().BlobPath(image.digest), "damaged");
  const size_t before = CountBlobs();
  CHECK_THROWS_AS(CollectGarbage(path), Error);
  CHECK(CountBlobs() == before);
}

TEST_CASE_FIXTURE(Fixture, "while others use the layout nothing is removed on the way") {
  AddImage("a", std::string(kSmallLayout, 'x'));
  CollectIfGrown(path);  // sees that it is large
  AddImage("a", std::string(kSmallLayout, 'y'));
  AddImage("a", "new");
  const size_t before = CountBlobs();
  {
    const Layout user = Open();
    CollectIfGrown(path);
    CHECK(CountBlobs() == before);
  }
  CollectIfGrown(path);
  CHECK(CountBlobs() == before - 8);
  AddImage("b", "small");
  AddImage("b", "change");
  CollectIfGrown(path);  // hardly grown since
  CHECK(CountBlobs() == before);
}

TEST_CASE_FIXTURE(Fixture, "collecting beside writers") {
  constexpr int kWriters = 3;
  Open();
  for (int writer = 0; writer < kWriters; ++writer) {
    if (fork() == 0) {
      for (int i = 0; i < 30; ++i) AddImage("image-" + std::to_string(writer), std::to_string(i));
      _exit(0);
    }
  }
  for (int i = 0; i < 20; ++i) CollectGarbage(path);
  for (int writer = 0; writer < kWriters; ++writer) {
    int status = 0;
    REQUIRE(wait(&status) > 0);
    CHECK(status == 0);
  }
  CollectGarbage(path);
  const Layout layout = Open();
  CHECK(layout.Names().size() == kWriters);
  for (const auto& [name, manifest] : layout.Names()) {
    layout.ReadBlob(Manifest::Parse(layout.ReadBlob(manifest.digest)).layers[0].digest);
  }
}

TEST_CASE_FIXTURE(Fixture, "an index of repeats is read once, one nested without end is an error") {
  const auto nest = [&](const Descriptor& image, const Nesting& nesting) {
    const Layout layout = Open();
    layout.SetName("nested", NestIndexes(image, nesting, [&](const std::string& json) {
                     return layout.PutBlob(kOciIndex, json);
                   }));
  };
  const Descriptor image = AddImage("a", "content");
  nest(image, {.levels = 30, .repeats = 10});  // which 10^30 ways lead through
  CollectGarbage(path);
  CHECK(CountBlobs() >= 30 + 3);
  CHECK(Open().HasBlob(Digest::Of("content")));
  nest(image, {.levels = 2 * kMaxIndexDepth});
  CHECK_THROWS_WITH_AS(CollectGarbage(path), doctest::Contains(" is nested too deeply"), Error);
}

}  // namespace pkgrepo::oci
