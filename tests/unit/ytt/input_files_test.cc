#include "ytt/files/input_files.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.h"
#include "support/memory_file_system.h"
#include "ytt/files/file_marks.h"
#include "ytt/files/library_tree.h"

namespace pkgrepo::ytt {
namespace {

struct Fixture {
  MemoryFileSystem disk;
  std::istringstream in{"from: stdin\n"};
  SymlinkRules symlinks;

  std::vector<FilePtr> Resolve(const std::vector<std::string>& arguments) {
    InputFiles input({.disk = disk,
                      .standard_input = in,
                      .fetch = [](const std::string& url) { return "fetched " + url; },
                      .symlinks = symlinks});
    return input.Resolve(arguments);
  }
};

std::vector<std::string> Paths(const std::vector<FilePtr>& files) {
  std::vector<std::string> paths;
  for (const FilePtr& file : files) paths.push_back(file->path());
  return paths;
}

using Strings = std::vector<std::string>;

TEST_CASE_FIXTURE(Fixture, "a directory gives its files by the bytes of their paths") {
  for (const char* path : {"d/b.yml", "d/a/z.yml", "d/a.yml", "d/a-b/x.yml"}) disk.WriteFile(path, "");
  CHECK(Paths(Resolve({"d"})) == Strings{"a-b/x.yml", "a.yml", "a/z.yml", "b.yml"});
}

TEST_CASE_FIXTURE(Fixture, "files, standard input, URLs and other names") {
  disk.WriteFile("d/a.yml", "a: 1\n");
  const std::vector<FilePtr> files = Resolve({"d/a.yml", "x/y.star=d/a.yml", "-", "https://h/p/q.yml"});
  CHECK(Paths(files) == Strings{"a.yml", "x/y.star", "stdin.yml", "q.yml"});
  CHECK(files[1]->type() == FileType::kStarlark);
  CHECK(files[2]->Content() == "from: stdin\n");
  CHECK(files[3]->Content() == "fetched https://h/p/q.yml");
  CHECK_FALSE(files[0]->was_read());
}

TEST_CASE_FIXTURE(Fixture, "what is not there is an error") {
  disk.WriteFile("a.yml", "");
  CHECK_THROWS_WITH_AS(Resolve({"nope"}), "Checking file 'nope': lstat nope: no such file or directory",
                       Error);
  CHECK_THROWS_WITH_AS(Resolve({"a.yml/x"}), "Checking file 'a.yml/x': lstat a.yml/x: not a directory",
                       Error);
  CHECK_THROWS_AS(Resolve({"a=b=c"}), Error);
}

TEST_CASE_FIXTURE(Fixture, "standard input can be read once") {
  const std::vector<FilePtr> files = Resolve({"-", "x.yml=-"});
  files[0]->Content();
  CHECK_THROWS_AS(files[1]->Content(), Error);
}

TEST_CASE_FIXTURE(Fixture, "symbolic links are refused unless allowed") {
  disk.WriteFile("d/a.yml", "");
  disk.WriteFile("secret", "");
  disk.MakeSymlink("../secret", "d/l.yml");
  CHECK_THROWS_AS(Resolve({"d"}), Error);
  symlinks.allowed_destinations = {"secret"};
  CHECK(Paths(Resolve({"d"})) == Strings{"a.yml", "l.yml"});
}

TEST_CASE_FIXTURE(Fixture, "file marks") {
  for (const char* path : {"d/a.yml", "d/b.txt", "d/s/c.yml", "d/f.lib.yml"}) disk.WriteFile(path, "");
  CHECK(Paths(ApplyFileMarks(Resolve({"d"}), {"*:exclude=true"})) == Strings{"s/c.yml"});
  CHECK(Paths(ApplyFileMarks(Resolve({"d"}), {"**/*.yml:exclude=true"})) == Strings{"b.txt"});
  CHECK(Paths(ApplyFileMarks(Resolve({"d"}), {"a.yml:path=z.star"}))[0] == "z.star");
  CHECK_THROWS_WITH_AS(ApplyFileMarks(Resolve({"d"}), {"x:type=data"}),
                       "Expected file mark 'x:type=data' to match at least one file by path, but did not",
                       Error);
  CHECK_THROWS_WITH_AS(ApplyFileMarks(Resolve({"d"}), {"a.yml:type=x"}),
                       "Unknown value in file mark 'a.yml:type=x'", Error);
  const std::vector<FilePtr> marked = ApplyFileMarks(Resolve({"d"}), {"b.txt:exclusive-for-output=true"});
  CHECK_FALSE(marked[0]->is_for_output());
  CHECK(marked[1]->is_for_output());
}

TEST_CASE_FIXTURE(Fixture, "library files have code and no result") {
  disk.WriteFile("f.lib.yml", "");
  const FilePtr file = Resolve({"f.lib.yml"})[0];
  CHECK(file->has_code());
  CHECK_FALSE(file->is_template());
  CHECK_FALSE(file->is_for_output());
}

TEST_CASE_FIXTURE(Fixture, "the tree keeps libraries apart") {
  for (const char* path : {"d/a.yml", "d/s/c.yml", "d/_ytt_lib/app/x.yml"}) disk.WriteFile(path, "");
  const auto root = LibraryTree::Make(Resolve({"d"}));
  CHECK(Paths(root->AllFiles()) == Strings{"a.yml", "s/c.yml"});
  CHECK(Paths(root->FindLibrary("app").AllFiles()) == Strings{"_ytt_lib/app/x.yml"});
  CHECK(root->FindPath("s").Path() == "s");
  CHECK_THROWS_WITH_AS(root->FindLibrary("app/y"), "Expected to find library 'app/y', but did not find 'app'",
                       Error);
  CHECK_THROWS_WITH_AS(root->FindPath("_ytt_lib/app"), "Encountered private library '_ytt_lib'", Error);
}

}  // namespace
}  // namespace pkgrepo::ytt
