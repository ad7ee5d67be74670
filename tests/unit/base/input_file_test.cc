#include "base/input_file.h"

#include <doctest/doctest.h>

#include <array>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"

namespace pkgrepo {

TEST_CASE("a file is read piece by piece") {
  const TempDir directory;
  const std::string path = directory.path() + "/file";
  RealFileSystem().WriteFile(path, "0123456789");
  const InputFile file(path);
  std::array<char, 4> buffer;
  std::string content;
  while (const size_t count = file.Read(buffer.data(), buffer.size())) content.append(buffer.data(), count);
  CHECK(content == "0123456789");
  CHECK(file.Read(buffer.data(), buffer.size()) == 0);
}

TEST_CASE("what cannot be read is named in Go's words") {
  const TempDir directory;
  const std::string missing = "open " + directory.path() + "/missing: no such file or directory";
  CHECK_THROWS_WITH_AS(InputFile(directory.path() + "/missing"), missing.c_str(), Error);
  const InputFile folder(directory.path());
  std::array<char, 4> buffer;
  const std::string is_folder = "read " + directory.path() + ": is a directory";
  CHECK_THROWS_WITH_AS(folder.Read(buffer.data(), buffer.size()), is_folder.c_str(), Error);
}

}  // namespace pkgrepo
