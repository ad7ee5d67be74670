#include "vendir/archive.h"

#include <doctest/doctest.h>

#include "archive_maker.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"

namespace pkgrepo::vendir {
namespace {

using Paths = std::vector<std::string>;

class Fixture {
 public:
  // Whether `bytes` were an archive; unpacks them to `target`.
  bool Unpack(const std::string& bytes, const ArchiveLimits& limits = {}) {
    files.WriteFile(directory.path() + "/in", bytes);
    files.RemoveAll(target);
    return UnpackArchive(directory.path() + "/in", target, limits);
  }

  Paths Unpacked() const {
    Paths paths;
    if (!files.Stat(target)) return paths;
    for (const FileSystem::Entry& entry : files.Walk(target)) {
      paths.push_back(entry.path + (entry.info.is_directory() ? "/" : ""));
    }
    return paths;
  }

  RealFileSystem files;
  TempDir directory;
  std::string target = directory.path() + "/out";
};

TEST_CASE("content decides what a file is") {
  const std::vector<ArchiveEntry> entries = {{"a/run", "x"}};
  CHECK(DetectArchive(MakeTar(entries)) == ArchiveKind::kTar);
  CHECK(DetectArchive(Gzip(MakeTar(entries))) == ArchiveKind::kGzip);
  CHECK(DetectArchive(MakeZip(entries)) == ArchiveKind::kZip);
  CHECK(DetectArchive(MakeZip({})) == ArchiveKind::kZip);
  CHECK(DetectArchive(std::string(1024, '\0')) == ArchiveKind::kTar);
  CHECK(DetectArchive("a: 1\n") == ArchiveKind::kNone);
  CHECK(DetectArchive("") == ArchiveKind::kNone);
  CHECK(DetectArchive(std::string(600, 'x')) == ArchiveKind::kNone);
}

TEST_CASE("files are unpacked without their modes, empty folders are not") {
  const std::vector<ArchiveEntry> entries = {
      {"p/", "", '5'}, {"p/run", "#!"}, {"p/empty/", "", '5'}, {"./p/sub/./a.yml", "a: 1"}, {"/abs", "x"}};
  Fixture fixture;
  for (const std::string& bytes : {MakeTar(entries), Gzip(MakeTar(entries))}) {
    CHECK(fixture.Unpack(bytes));
    CHECK(fixture.Unpacked() == Paths{"abs", "p/", "p/run", "p/sub/", "p/sub/a.yml"});
    CHECK(fixture.files.ReadFile(fixture.target + "/p/sub/a.yml") == "a: 1");
    CHECK((fixture.files.Stat(fixture.target + "/p/run")->mode & 0111) == 0);
    CHECK(fixture.files.Stat(fixture.target + "/p/sub")->mode == 0700);
  }
  CHECK(fixture.Unpack(MakeZip({{"d/", ""}, {"d/\u00fc.yml", "x"}})));
  CHECK(fixture.Unpacked() == Paths{"d/", "d/\u00fc.yml"});
}

TEST_CASE("what is no archive is left alone") {
  Fixture fixture;
  for (const std::string& bytes : {std::string("text"), Gzip("text"), MakeZip({{"a", "x"}}).substr(0, 20)}) {
    CHECK_FALSE(fixture.Unpack(bytes));
    CHECK(fixture.Unpacked().empty());
  }
}

TEST_CASE("hostile entries are errors, and nothing is written outside") {
  const std::vector<ArchiveEntry> hostile[] = {
      {{"../evil", "x"}},
      {{"a/../../evil", "x"}},
      {{"ok", "x"}, {"link", "", '2', "/etc"}},
      {{"link", "", '2', "../.."}, {"link/evil", "x"}},
      {{"ok", "x"}, {"hard", "", '1', "ok"}},
      {{"fifo", "", '6'}},
      {{"device", "", '3'}},
      {{"a", "x"}, {"a/b", "y"}},
  };
  Fixture fixture;
  for (const std::vector<ArchiveEntry>& entries : hostile) {
    CAPTURE(entries.back().name);
    CHECK_THROWS_AS(fixture.Unpack(MakeTar(entries)), Error);
    CHECK(fixture.files.ListDirectory(fixture.directory.path()).size() <= 2);
  }
  CHECK_THROWS_AS(fixture.Unpack(MakeZip({{"../evil", "x"}})), Error);
}

TEST_CASE("bombs are errors") {
  Fixture fixture;
  CHECK_THROWS_AS(fixture.Unpack(Gzip(MakeTar({{"zeros", std::string(1 << 20, '\0')}})), {.max_bytes = 1000}),
                  Error);
  const std::vector<ArchiveEntry> many(20, ArchiveEntry{"a", "x"});
  CHECK_THROWS_AS(fixture.Unpack(MakeTar(many), {.max_entries = 10}), Error);
}

TEST_CASE("damaged archives are errors") {
  Fixture fixture;
  std::string noise;  // does not compress
  for (uint32_t i = 0, x = 1; i < 5000; ++i) noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  const std::string tar = MakeTar({{"a", noise}, {"b", "y"}});
  CHECK_THROWS_AS(fixture.Unpack(tar.substr(0, 2000)), Error);
  const std::string gzip = Gzip(tar);
  CHECK_THROWS_AS(fixture.Unpack(gzip.substr(0, gzip.size() / 2)), Error);
}

TEST_CASE("a zip whose content is not what its checksum says is an error") {
  Fixture fixture;
  std::string zip = MakeZip({{"a.yml", "a: 1\n"}});
  zip[zip.find("a: 1")] = 'b';
  CHECK_THROWS_AS(fixture.Unpack(zip), Error);
}

}  // namespace
}  // namespace pkgrepo::vendir
