#include "oci/layout.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"

namespace pkgrepo::oci {
namespace {

class Fixture {
 public:
  TempDir directory;
  RealFileSystem files;
  Layout layout = Layout::Create(directory.path() + "/registry");
};

size_t CountBlobs(const Layout& layout) {
  return RealFileSystem().ListDirectory(layout.directory() + "/blobs/sha256").size();
}

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

TEST_CASE_FIXTURE(Fixture, "a blob that is not committed, or is another one, leaves nothing behind") {
  {
    const auto writer = layout.NewBlob();
    writer->Write("half");
  }
  CHECK(CountBlobs(layout) == 0);
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
  const auto names = layout.Names();
  REQUIRE(names.size() == 2);
  CHECK(names[0].first == "a");
  CHECK(names[1].second.digest == two.digest);
  CHECK(names[1].second.media_type == kDockerManifest);
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
  CHECK(CountBlobs(layout) == kNames);
  for (const auto& [name, blob] : layout.Names()) CHECK(layout.ReadBlob(blob.digest).starts_with("{\"n\":"));
}

}  // namespace pkgrepo::oci
