#include "packaging/source_tree.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("A package version lies in one folder") {
  const SourceTree tree("packages/pear/1.0.0");
  CHECK(tree.bundle() == "packages/pear/1.0.0/bundle");
  CHECK(tree.ImagesLock() == "packages/pear/1.0.0/bundle/.imgpkg/images.yml");
  CHECK(tree.IgnoreFile() == "packages/pear/1.0.0/bundle/.imgpkgignore");
  CHECK(tree.TestValues() == "packages/pear/1.0.0/test/values");
  CHECK(tree.PackageFiles() == Paths{"packages/pear/1.0.0/package.yaml", "packages/pear/1.0.0/package.yml"});
  CHECK(tree.MetadataFiles() == Paths{"packages/pear/1.0.0/metadata.yaml", "packages/pear/1.0.0/metadata.yml",
                                      "packages/pear/metadata.yaml", "packages/pear/metadata.yml"});
  CHECK(tree.Sibling("2.0.0").directory() == "packages/pear/2.0.0");
}

TEST_CASE("The bundle and the Package may lie elsewhere") {
  const SourceTree tree("pear", "pear/src", "pear/1.0.0.yaml");
  CHECK(tree.ImagesLock() == "pear/src/.imgpkg/images.yml");
  CHECK(tree.PackageFiles() == Paths{"pear/1.0.0.yaml"});
}

}  // namespace
}  // namespace pkgrepo::packaging
