#include "base/output_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"

namespace pkgrepo {
namespace {

TEST_CASE("a descriptor has one owner") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  FileDescriptor reader(ends[0]);
  {
    FileDescriptor writer(ends[1]);
    CHECK(WriteAll(writer.get(), "abc"));
    FileDescriptor owner = std::move(writer);
    CHECK(owner.get() == ends[1]);
  }
  char buffer[8];
  CHECK(ReadSome(reader.get(), buffer, sizeof buffer) == 3);
  CHECK(ReadSome(reader.get(), buffer, sizeof buffer) == 0);
  CHECK(reader.Close());
  CHECK_FALSE(reader.is_open());
  CHECK(reader.Close());
}

TEST_CASE("what cannot be written is told with the reason") {
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  CHECK_FALSE(WriteAll(full.get(), "abc"));
  CHECK(errno == ENOSPC);
  OutputFile file("/dev/full", OutputFile::Place::kReplaced);
  CHECK_THROWS_WITH_AS(file.Write("abc"), "write /dev/full: no space left on device", Error);
  const FileDescriptor gone(::dup(full.get()));
  ::close(gone.get());
  CHECK_FALSE(FileDescriptor(gone.get()).Close());
}

TEST_CASE("an output file is made where nothing is, or replaces what may be replaced") {
  using Place = OutputFile::Place;
  const TempDir directory;
  RealFileSystem files;
  const std::string path = directory.path() + "/file", link = directory.path() + "/link";
  OutputFile fresh(path, Place::kNew, 0600);
  fresh.Write("abc");
  fresh.WriteAt("X", 1);
  fresh.SetTime(7);
  fresh.Close();
  CHECK(files.ReadFile(path) == "aXc");
  CHECK(files.Stat(path)->mode == 0600);
  CHECK(files.Stat(path)->mtime == 7000000000);
  files.MakeSymlink("file", link);
  CHECK_THROWS_WITH_AS(OutputFile(path, Place::kNew), ("open " + path + ": file exists").c_str(), Error);
  CHECK_THROWS_AS(OutputFile(link, Place::kNew), Error);
  CHECK_THROWS_AS(OutputFile(link, Place::kNoLink), Error);
  CHECK(files.ReadFile(path) == "aXc");
  OutputFile(link, Place::kReplaced).Close();
  CHECK(files.ReadFile(path).empty());
}

}  // namespace
}  // namespace pkgrepo
