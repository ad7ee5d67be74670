#include "oci/layout.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "oci/layout_index.h"

namespace pkgrepo::oci {
namespace {

class Fixture {
 public:
  TempDir directory;
  RealFileSystem files;
  Layout layout = Layout::Create(directory.path() + "/registry");
};

size_t CountFiles(const Layout& layout, const std::string& folder) {
  return RealFileSystem().ListDirectory(layout.directory() + "/" + folder).size();
}

size_t CountBlobs(const Layout& layout) { return CountFiles(layout, "blobs/sha256"); }

}  // namespace

TEST_CASE_FIXTURE(Fixture, "blobs are found by their digest") {
  const Descriptor blob = layout.PutBlob("text/plain", "content");
  CHECK(blob.digest == Digest::Of("content"));
  CHECK(blob.size == 7);
  CHECK(layout.HasBlob(blob.digest));
  CHECK(layout.ReadBlob(blob.digest) == "content");
  CHECK(files.ReadFile(layout.directory() + "/oci-layout") == R"({"imageLayoutVersion":"1.0.0"})");
  CHECK_THROWS_AS(layout.ReadBlob(Digest::Of("other")), Error);
  CHECK_THROWS_AS(layout.ReadBlob(blob.digest, 6), Error);
}

TEST_CASE_FIXTURE(Fixture, "a damaged blob is noticed") {
  const Descriptor blob = layout.PutBlob("text/plain", "content");
  files.WriteFile(layout.BlobPath(blob.digest), "conTent");
  CHECK_THROWS_AS(layout.ReadBlob(blob.digest), Error);
}

TEST_CASE_FIXTURE(Fixture, "a blob that was cut off or damaged heals when it is made again") {
  for (const std::string bad : {"", "cont", "conTent", "content and more"}) {
    for (const bool streams : {false, true}) {
      const Descriptor blob = layout.PutBlob("text/plain", "content");
      files.WriteFile(layout.BlobPath(blob.digest), bad);
      if (streams) {
        const auto writer = layout.NewBlob();
        writer->Write("content");
        writer->Commit("text/plain", blob.digest);
      } else {
        layout.PutBlob("text/plain", "content");
      }
      CHECK(layout.ReadBlob(blob.digest) == "content");
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "what a killed writer has left blocks nobody and goes when one is alone") {
  std::unique_ptr<Layout> user = std::make_unique<Layout>(layout);
  const std::string folder = layout.directory() + "/.pkgrepo/unfinished";
  const auto writer = layout.NewBlob();
  writer->Write("half");
  const std::string name = files.ListDirectory(folder).at(0);
  CHECK(name.find(std::to_string(getpid())) == std::string::npos);
  for (int i = 0; i < 3; ++i) files.WriteFile(folder + "/stale" + std::to_string(i), "rest");
  Layout::Open(layout.directory());
  CHECK(files.ListDirectory(folder).size() == 4);
  CHECK(writer->Commit("m").digest == Digest::Of("half"));

  const std::string elsewhere = directory.path() + "/other";
  Layout::Create(elsewhere);
  files.WriteFile(elsewhere + "/.pkgrepo/unfinished/stale", "rest");
  Layout::Open(elsewhere);
  CHECK(files.ListDirectory(elsewhere + "/.pkgrepo/unfinished").empty());
}

TEST_CASE_FIXTURE(Fixture, "a blob that is not committed, or is another one, leaves nothing behind") {
  {
    const auto writer = layout.NewBlob();
    writer->Write("half");
  }
  CHECK(CountBlobs(layout) == 0);
  CHECK(CountFiles(layout, ".pkgrepo/unfinished") == 0);
  {
    const auto writer = layout.NewBlob();
    writer->Write("wrong");
    CHECK_THROWS_AS(writer->Commit("m", Digest::Of("right")), Error);
  }
  CHECK(CountBlobs(layout) == 0);
}

TEST_CASE_FIXTURE(Fixture, "names are kept sorted, and a second name replaces the first") {
  const Descriptor one = layout.PutBlob(kDockerManifest, "{}");
  const Descriptor two = layout.PutBlob(kDockerManifest, "{ }");
  layout.SetName("b", one);
  layout.SetName("a", two);
  layout.SetName("b", two);
  const NamedManifests names = layout.Names();
  REQUIRE(names.size() == 2);
  CHECK(names.begin()->first == "a");
  CHECK(names.at("b").digest == two.digest);
  CHECK(names.at("b").media_type == kDockerManifest);
}

TEST_CASE_FIXTURE(Fixture, "clients that know only OCI's forms find a name, too") {
  const Descriptor manifest = layout.PutBlob(kDockerManifest, "{}");
  layout.SetName("a", manifest);
  const Index index = Index::Parse(files.ReadFile(layout.directory() + "/index.json"));
  REQUIRE(index.manifests.size() == 2);
  CHECK(index.manifests[0].digest == manifest.digest);
  CHECK(index.manifests[1].media_type == kOciIndex);
  for (const Descriptor& entry : index.manifests) {
    CHECK(entry.annotations.at(std::string(kRefNameAnnotation)) == "a");
    CHECK(layout.ReadBlob(entry.digest).size() == static_cast<size_t>(entry.size));
  }
  const Index inner = Index::Parse(layout.ReadBlob(index.manifests[1].digest));
  REQUIRE(inner.manifests.size() == 1);
  CHECK(inner.manifests[0].digest == manifest.digest);
  CHECK(inner.manifests[0].media_type == kDockerManifest);
}

TEST_CASE_FIXTURE(Fixture, "index.json of many images is not written anew for each") {
  const Descriptor manifest = layout.PutBlob(kDockerManifest, "{}");
  const std::string index = layout.directory() + "/index.json";
  const auto name = [](int i) { return "image-" + std::to_string(10000 + i); };
  constexpr int kImages = 1500;
  int written = 0;
  std::string before;
  for (int i = 0; i < kImages; ++i) {
    layout.SetName(name(i), manifest);
    if (i % 10 != 9) continue;
    if (std::string now = files.ReadFile(index); now != before) {
      ++written;
      before = std::move(now);
    }
  }
  CHECK(written < kImages / 20);
  CHECK(layout.Names().size() == kImages);
  const Descriptor other = layout.PutBlob(kDockerManifest, "{ }");
  layout.SetName(name(0), other);
  CHECK(layout.Names().at(name(0)).digest == other.digest);
  layout.WriteIndex();
  CHECK(CountFiles(layout, ".pkgrepo/names") == 0);
  CHECK(ParseLayoutIndex(files.ReadFile(index)).size() == kImages);
  CHECK(layout.Names().at(name(0)).digest == other.digest);
}

TEST_CASE("index.json is JSON that is read alike in whatever form") {
  const Digest digest = Digest::Of("");
  const Descriptor docker{.media_type = std::string(kDockerManifest), .size = 0, .digest = digest};
  const Descriptor oci{.media_type = std::string(kOciManifest), .size = 1234567890123, .digest = digest};
  for (const NamedManifests& names :
       {NamedManifests{}, NamedManifests{{"a", docker}}, NamedManifests{{"a", docker}, {"b", oci}},
        NamedManifests{{"a \"quoted\\\n", docker}, {"\xC3\xA4:1", docker}, {"", oci}}}) {
    const std::string text = PrintLayoutIndex(names);
    const auto json = nlohmann::ordered_json::parse(text);
    CHECK(text == json.dump(1) + "\n");
    for (const std::string& form : {text, json.dump()}) {
      const NamedManifests found = ParseLayoutIndex(form);
      REQUIRE(found.size() == names.size());
      for (const auto& [name, manifest] : names) {
        CHECK(found.at(name).media_type == manifest.media_type);
        CHECK(found.at(name).size == manifest.size);
        CHECK(found.at(name).digest == manifest.digest);
        CHECK(found.at(name).annotations.at(std::string(kRefNameAnnotation)) == name);
      }
    }
  }
  CHECK(PrintIndexOfOne(docker) == nlohmann::ordered_json::parse(PrintIndexOfOne(docker)).dump() + "\n");
}

TEST_CASE("index.json that only looks like ours is read as JSON") {
  const std::string text = PrintLayoutIndex({{"a", {.media_type = "m", .size = 12, .digest = Digest::Of("")}}});
  const auto with = [&](std::string_view from, std::string_view to) { return ReplaceAll(text, from, to); };
  CHECK(ParseLayoutIndex(with("\"m\"", "\"\\u006d\"")).at("a").media_type == "m");
  CHECK(ParseLayoutIndex(with("\n }", "\n, \"more\": 1 }")).size() == 1);
  for (const std::string& broken : {with("12,", "012,"), with("12,", "-1,"), with("sha256:", "sha1:"), with("\"m\"", "\"m"),
                                    with("\"m\"", "\"\x01\""), text + "x", text.substr(0, text.size() - 3)}) {
    CHECK_THROWS_AS(ParseLayoutIndex(broken), Error);
  }
}

TEST_CASE_FIXTURE(Fixture, "what changes nothing writes nothing") {
  const Descriptor blob = layout.PutBlob(kDockerManifest, "{}");
  layout.SetName("a", blob);
  const std::string index = layout.directory() + "/index.json";
  files.SetMode(index, 0600);  // a rewritten file would have the usual mode again
  layout.SetName("a", blob);
  CHECK(files.Stat(index)->mode == 0600);
  Layout::Create(layout.directory());
  CHECK(layout.Names().size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a folder that is no layout is refused") {
  CHECK_THROWS_AS(Layout::Open(directory.path()), Error);
  CHECK(Layout::Open(layout.directory()).Names().empty());
  files.WriteFile(layout.directory() + "/index.json", "no json");
  CHECK_THROWS_AS(layout.Names(), Error);
}

TEST_CASE_FIXTURE(Fixture, "many processes and threads write at the same time") {
  constexpr int kProcesses = 4;
  constexpr int kThreads = 3;
  constexpr int kNames = 8;
  for (int process = 0; process < kProcesses; ++process) {
    if (fork() == 0) {
      std::vector<std::thread> threads;
      for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
          for (int i = 0; i < kNames; ++i) {
            const std::string text = "{\"n\":" + std::to_string(i) + "}";  // the same blobs from everyone
            const Descriptor blob = layout.PutBlob(kDockerManifest, text);
            layout.SetName(std::to_string(process) + "-" + std::to_string(thread) + "-" + std::to_string(i),
                           blob);
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
      _exit(0);
    }
  }
  for (int process = 0; process < kProcesses; ++process) {
    int status = 0;
    REQUIRE(wait(&status) > 0);
    CHECK(status == 0);
  }
  CHECK(layout.Names().size() == kProcesses * kThreads * kNames);
  CHECK(CountBlobs(layout) == 2 * kNames);
  CHECK(CountFiles(layout, ".pkgrepo/unfinished") == 0);
  for (const auto& [name, blob] : layout.Names()) CHECK(layout.ReadBlob(blob.digest).starts_with("{\"n\":"));
}

}  // namespace pkgrepo::oci
