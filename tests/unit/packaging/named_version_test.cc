#include "packaging/named_version.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("A package version is a name and a version around one @") {
  CHECK(ParseNamedVersion("contour@1.22.3") == NamedVersion{.name = "contour", .version = "1.22.3"});
  for (const char* text : {"", "@", "contour", "@1.0.0", "contour@", "a@b@c"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseNamedVersion(text));
  }
}

TEST_CASE("Its results are in the folder that it is called by, or that its Package is of") {
  MemoryFileSystem files;
  files.WriteFile("build/carvel/packages.list", "app 1 1.0.0\napp 2.0.0\n");
  const BuildTree tree("build/carvel");
  CHECK(FindResults({.name = "app", .version = "1.0.0"}, tree, files) == "build/carvel/packages/app/1");
  CHECK(FindResults({.name = "app", .version = "1"}, tree, files) == "build/carvel/packages/app/1");
  CHECK(FindResults({.name = "app", .version = "2.0.0"}, tree, files) == "build/carvel/packages/app/2.0.0");
  std::string fault;
  try {
    FindResults({.name = "app", .version = "3.0.0"}, tree, files);
  } catch (const Error& error) {
    fault = error.Render();
  }
  CHECK(fault == "the build has no package version app 3.0.0\n  hint: `pkgrepo summary build` lists those it has\n");
}

}  // namespace
}  // namespace pkgrepo::packaging
