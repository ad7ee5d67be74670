#include "packaging/bundle_content.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/temp_dir.h"
#include "packaging/bundle_view.h"

namespace pkgrepo::packaging {
namespace {

std::vector<std::string> Show(const std::vector<imgpkg::ContentEntry>& entries) {
  std::vector<std::string> lines;
  for (const imgpkg::ContentEntry& entry : entries) {
    lines.push_back(entry.name + " " + std::to_string(entry.is_directory) + " " + std::to_string(entry.mode) +
                    " " + std::to_string(entry.size));
  }
  return lines;
}

// A bundle on disk, in no repository.
struct Fixture {
  Fixture() {
    for (const char* name : {".imgpkg/images.yml", "a/b/c", "a/b.yaml", "a/b-c/d", "a.b", "a-b/x", "z"}) {
      disk.WriteFile(Path(name), name);
    }
    disk.SetMode(Path("a/b/c"), 0755);
  }
  std::string Path(const std::string& name) const { return directory.path() + "/" + name; }
  std::vector<std::string> List(const std::string& patterns = "") {
    BundleView view(disk, {.source = SourceTree("", directory.path()), .output = "/nowhere"}, patterns);
    return Show(ListBundle(directory.path(), view.Walk(directory.path())));
  }
  std::string Complaint(const std::string& patterns = "") {
    try {
      List(patterns);
      return "";
    } catch (const Error& error) {
      return error.position().file.substr(directory.path().size()) + ": " + error.message();
    }
  }

  TempDir directory;
  RealFileSystem disk;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "A bundle holds what imgpkg finds in a clean clone, however this one lies there") {
  const std::vector<std::string> clean = Show(imgpkg::ListContent({.paths = {directory.path()}}));
  CHECK(List() == clean);
  disk.MakeDirectories(Path("empty/folder"));
  disk.SetMode(Path("a/b/c"), 0555);
  disk.SetMode(Path("z"), 0444);
  disk.SetMode(Path("a-b"), 0500);
  disk.WriteFile(Path("a/b/c~"), "");
  CHECK(List() == clean);
  disk.SetMode(Path("a-b"), 0700);
}

TEST_CASE_FIXTURE(Fixture, "What no bundle can hold is refused") {
  CHECK(::mkfifo(Path("a/pipe").c_str(), 0600) == 0);
  CHECK(Complaint() == "/a/pipe: this is neither a file nor a folder");
  CHECK(Complaint("pipe") == "");
  disk.RemoveAll(Path("a/pipe"));
  disk.MakeSymlink("z", Path("link"));
  CHECK(Complaint() == "/link: this is a symbolic link, and a bundle cannot contain links");
  CHECK(Complaint("/link") == "");
  disk.RemoveAll(Path("link"));
  disk.WriteFile(Path("a/.imgpkg/images.yml"), "");
  CHECK(Complaint() == "/a/.imgpkg: a bundle within a bundle: only the root may have a folder .imgpkg");
  CHECK(Complaint("a/.imgpkg/") == "");
  CHECK(Complaint(".imgpkg") == "/.imgpkg/images.yml: no such file, or it is excluded");
}

TEST_CASE_FIXTURE(Fixture, "Where git knows modes better than the disk, it is asked") {
  const RealProcessRunner git;
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "git");
    CHECK(git.Run({.arguments = arguments, .directory = directory.path()}).status == 0);
  };
  const std::vector<std::string> clean = List();
  run({"init", "-q"});
  run({"add", "."});
  run({"config", "core.fileMode", "false"});
  disk.SetMode(Path("a/b/c"), 0644);
  disk.SetMode(Path("z"), 0755);
  CHECK(List() == clean);
  BundleView view(disk, {.source = SourceTree("", directory.path()), .output = "/nowhere"}, "");
  CHECK(view.ModeSources().size() == 2);
  run({"config", "core.fileMode", "true"});
  CHECK(List() != clean);
}

}  // namespace pkgrepo::packaging
