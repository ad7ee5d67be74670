#include "base/named_files.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/temp_dir.h"

namespace pkgrepo {
namespace {

template <typename Function>
std::string MessageOf(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace

TEST_CASE("files that users name, read and written with Go's errors") {
  const TempDir directory;
  RealFileSystem files;
  const auto path = [&](const std::string& name) { return directory.path() + "/" + name; };
  files.MakeDirectories(path("folder"));
  WriteNamedFile(files, path("file"), "content");
  CHECK(ReadNamedFile(files, path("file")) == "content");
  CHECK(MessageOf([&] { ReadNamedFile(files, path("none")); }) ==
        "open " + path("none") + ": no such file or directory");
  CHECK(MessageOf([&] { ReadNamedFile(files, path("folder")); }) ==
        "read " + path("folder") + ": is a directory");
  CHECK(MessageOf([&] { ReadNamedFile(files, path("file/x")); }) ==
        "open " + path("file/x") + ": not a directory");
  CHECK(MessageOf([&] { WriteNamedFile(files, path("folder"), ""); }) ==
        "open " + path("folder") + ": is a directory");
  CHECK(MessageOf([&] { WriteNamedFile(files, path("file/x"), ""); }) ==
        "open " + path("file/x") + ": not a directory");
  CHECK(MessageOf([&] { WriteNamedFile(files, path("none/x"), ""); }) ==
        "open " + path("none/x") + ": no such file or directory");
  CHECK_FALSE(files.Stat(path("none")).has_value());
}

TEST_CASE("what a descriptor of the process leads to is written behind what is there") {
  const TempDir directory;
  RealFileSystem files;
  const std::string path = directory.path() + "/file";
  const int fd = open(path.c_str(), O_RDWR | O_CREAT, 0600);
  REQUIRE(write(fd, "before ", 7) == 7);
  WriteNamedFile(files, "/dev/fd/" + std::to_string(fd), "content");
  WriteNamedFile(files, "/proc/self/fd/" + std::to_string(fd), ", more");
  REQUIRE(write(fd, " after", 6) == 6);
  close(fd);
  CHECK(files.ReadFile(path) == "before content, more after");
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  WriteNamedFile(files, "/dev/fd/" + std::to_string(ends[1]), "content");
  close(ends[1]);
  CHECK(ReadNamedFile(files, "/dev/fd/" + std::to_string(ends[0])) == "content");
  close(ends[0]);
}

}  // namespace pkgrepo
