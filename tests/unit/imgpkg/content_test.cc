#include "imgpkg/content.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/file_system.h"
#include "base/temp_dir.h"
#include "error_message.h"

namespace pkgrepo::imgpkg {
namespace {

class Fixture {
 public:
  std::string Path(const std::string& name) const { return directory.path() + "/" + name; }
  void Write(const std::string& name, uint32_t mode = 0644) {
    files.WriteFile(Path(name), name);
    files.SetMode(Path(name), mode);
  }
  std::vector<std::string> Names(const ContentOptions& options) const {
    std::vector<std::string> names;
    for (const ContentEntry& entry : ListContent(options)) names.push_back(entry.name);
    return names;
  }

  TempDir directory;
  RealFileSystem files;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "folders come in the order of a walk, files by their base names") {
  for (const char* name : {"d/a/c", "d/a-z", "d/a.b", "d/.hidden", "d/.git/HEAD", "some/z.txt"}) Write(name);
  files.MakeDirectories(Path("d/empty"));
  CHECK(Names({.paths = {Path("some/z.txt"), Path("d/")}}) ==
        std::vector<std::string>{"z.txt", ".", ".hidden", "a", "a/c", "a-z", "a.b", "empty"});
}

TEST_CASE_FIXTURE(Fixture, "exclusions are whole paths from the root") {
  for (const char* name : {"d/sub/x", "d/sub/y", "d/gone/z", "d/x", "d/.git/HEAD"}) Write(name);
  CHECK(Names({.paths = {Path("d")}, .exclusions = {"sub/x", "gone", "*"}}) ==
        std::vector<std::string>{".", ".git", ".git/HEAD", "sub", "sub/y", "x"});
}

TEST_CASE_FIXTURE(Fixture, "modes") {
  Write("d/run", 0755);
  Write("d/data", 0644);
  Write("d/setuid", 04755);
  files.SetMode(Path("d"), 0750);
  const auto plain = ListContent({.paths = {Path("d")}});
  CHECK(plain.at(0).mode == 0700);
  CHECK(plain.at(1).mode == 0600);
  CHECK(plain.at(2).mode == 0700);
  const auto preserved = ListContent({.paths = {Path("d")}, .preserve_permissions = true});
  CHECK(preserved.at(0).mode == 020000000750);
  CHECK(preserved.at(1).mode == 0644);
  CHECK(preserved.at(3).mode == 040000755);
}

TEST_CASE_FIXTURE(Fixture, "what cannot go into an image") {
  Write("one/same");
  Write("two/same");
  Write("three/sub/x");
  Write("four/sub/y");
  files.MakeSymlink("same", Path("one/link"));
  CHECK(MessageOf([&] { ListContent({.paths = {Path("none")}}); }) ==
        "lstat " + Path("none") + ": no such file or directory");
  CHECK(MessageOf([&] { ListContent({.paths = {Path("one")}}); }) ==
        "Adding file '" + Path("one") + "' to tar: Expected file '" + Path("one/link") +
            "' to be a regular file");
  CHECK(MessageOf([&] {
          ListContent({.paths = {Path("two/same"), Path("one/same")}});
        }) == "Found duplicate paths: " + Path("two/same") + ", " + Path("one/same"));
  CHECK(MessageOf([&] {
          ListContent({.paths = {Path("three"), Path("four")}});
        }) == "Found duplicate paths: " + Path("three/sub") + ", " + Path("four/sub"));
  CHECK(Names({.paths = {Path("one/link")}}) == std::vector<std::string>{"link"});
}

TEST_CASE_FIXTURE(Fixture, "a link to a folder is followed if a slash says so") {
  Write("real/.imgpkg/images.yml");
  Write("real/a");
  files.MakeSymlink("real", Path("link"));
  files.MakeSymlink("nowhere", Path("dangling"));
  for (const char* given : {"link/", "link/.", "link//"}) {
    CHECK(Names({.paths = {Path(given)}}) ==
          std::vector<std::string>{".", ".imgpkg", ".imgpkg/images.yml", "a"});
    CHECK_FALSE(WhyNotBundle({.paths = {Path(given)}}).has_value());
  }
  CHECK(WhyNotBundle({.paths = {Path("link")}}) ==
        "This directory is not a bundle. It is missing .imgpkg/images.yml");
  CHECK(MessageOf([&] { ListContent({.paths = {Path("link")}}); }) ==
        "Adding file '" + Path("link") + "' to tar: Expected file '" + Path("link") +
            "' to be a regular file");
  CHECK(MessageOf([&] { ListContent({.paths = {Path("dangling")}}); }) ==
        "stat " + Path("dangling") + ": no such file or directory");
  CHECK(MessageOf([&] { ListContent({.paths = {Path("dangling/")}}); }) ==
        "lstat " + Path("dangling/") + ": no such file or directory");
  CHECK(MessageOf([&] { ListContent({.paths = {Path("real/a/")}}); }) ==
        "lstat " + Path("real/a/") + ": not a directory");
  CHECK(Names({.paths = {"/dev/null"}}) == std::vector<std::string>{"null"});
}

TEST_CASE_FIXTURE(Fixture, "what makes a bundle") {
  Write("good/.imgpkg/images.yml");
  Write("plain/a");
  files.MakeDirectories(Path("lockless/.imgpkg"));
  Write("deep/sub/.imgpkg/images.yml");
  CHECK_FALSE(WhyNotBundle({.paths = {Path("good"), Path("plain")}}).has_value());
  CHECK(WhyNotBundle({.paths = {Path("plain")}}) ==
        "This directory is not a bundle. It is missing .imgpkg/images.yml");
  CHECK(WhyNotBundle({.paths = {Path("lockless")}})
            ->starts_with("The bundle expected .imgpkg/images.yml to exist"));
  CHECK(WhyNotBundle({.paths = {Path("deep")}}) ==
        "Expected '.imgpkg' directory, to be a direct child of one of: " + Path("deep") + "; was " +
            Path("deep/sub/.imgpkg"));
  CHECK(WhyNotBundle({.paths = {Path("good"), Path("deep")}})
            ->ends_with(Path("good/.imgpkg") + ", " + Path("deep/sub/.imgpkg")));
}

}  // namespace pkgrepo::imgpkg
