#include "net/file_body.h"

#include <doctest/doctest.h>

#include "base/file_system.h"
#include "base/temp_dir.h"

namespace pkgrepo::net {

TEST_CASE("a body is a part of a file") {
  const TempDir directory;
  const std::string path = directory.path() + "/f";
  RealFileSystem().WriteFile(path, "0123456789");
  const FileBody body(path, 2, 5);
  char buffer[16];
  CHECK(body.size() == 5);
  CHECK(std::string(buffer, body.Read(0, buffer, sizeof buffer)) == "23456");
  CHECK(std::string(buffer, body.Read(3, buffer, 1)) == "5");
  CHECK(body.Read(5, buffer, sizeof buffer) == 0);
}

TEST_CASE("a file that has become shorter is an error") {
  const TempDir directory;
  const std::string path = directory.path() + "/f";
  RealFileSystem().WriteFile(path, "01");
  const FileBody body(path, 0, 5);
  char buffer[16];
  CHECK(body.Read(0, buffer, sizeof buffer) == 2);
  CHECK_THROWS_AS(body.Read(2, buffer, sizeof buffer), Error);
  CHECK_THROWS_AS(FileBody(directory.path() + "/none", 0, 1), Error);
}

}  // namespace pkgrepo::net
