#include "packaging/package_resource.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

const char kPackage[] =
    "apiVersion: data.packaging.carvel.dev/v1alpha1\n"
    "kind: Package\n"
    "metadata:\n"
    "  name: pear.example.com.1.0.0\n"
    "spec:\n"
    "  refName: pear.example.com\n"
    "  version: 1.0.0\n"
    "  # gr\xc3\xbc\xc3\x9f dich\n"
    "  template:\n"
    "    spec:\n"
    "      fetch:\n"
    "      - imgpkgBundle:\n"
    "          image: OLD # kept\n";

TEST_CASE("Only the image changes, however it is written") {
  const std::string image = "r.example.com/pear@sha256:0";
  for (const std::string old : {"a/b@sha256:1", "\"a/b\"", "'a/b'", "a"}) {
    CAPTURE(old);
    CHECK(SetPackageImage("p.yaml", ReplaceAll(kPackage, "OLD", old), image) ==
          ReplaceAll(kPackage, "OLD", image));
  }
  const std::string flow =
      ReplaceAll(kPackage, "imgpkgBundle:\n          image: OLD # kept", "imgpkgBundle: {image: x}");
  CHECK(SetPackageImage("p.yaml", flow, image) == ReplaceAll(flow, "image: x", "image: " + image));
}

TEST_CASE("An image that is not plain text on one line is refused") {
  for (const std::string old : {"!!str a", ">\n            a", "&x a"}) {
    CAPTURE(old);
    CHECK_THROWS_AS(SetPackageImage("p.yaml", ReplaceAll(kPackage, "OLD", old), "new"), Error);
  }
  CHECK_THROWS_WITH_AS(SetPackageImage("p.yaml", ReplaceAll(kPackage, "imgpkgBundle", "image"), "new"),
                       "no imgpkgBundle is fetched here, so there is no image to set", Error);
}

TEST_CASE("A Package says who it is") {
  const PackageIdentity identity = ReadPackageIdentity("p.yaml", kPackage);
  CHECK(identity.ref_name == "pear.example.com");
  CHECK(identity.version == "1.0.0");
  CHECK_THROWS_WITH_AS(ReadPackageIdentity("p.yaml", ReplaceAll(kPackage, ".1.0.0", ".1.0.1")),
                       "expected 'pear.example.com.1.0.0', found 'pear.example.com.1.0.1'", Error);
  CHECK_THROWS_WITH_AS(ReadPackageIdentity("p.yaml", ReplaceAll(kPackage, "kind: Package", "kind: App")),
                       "expected kind Package, found App", Error);
}

TEST_CASE("A generated Package is one that can be read back") {
  const std::string text = GeneratePackage({.identity = {.ref_name = "a.example.com", .version = "2.0.0+b.1"},
                                            .image = "r/a@sha256:0",
                                            .values_schema = {{"type", "object"}},
                                            .kbld_configs = {"kbld.yml"}});
  CHECK(ReadPackageIdentity("p.yaml", text).ResourceName() == "a.example.com.2.0.0+b.1");
  CHECK(SetPackageImage("p.yaml", text, "x") == ReplaceAll(text, "r/a@sha256:0", "x"));
  CHECK(text.find("          - .imgpkg/images.yml\n          - kbld.yml\n") != std::string::npos);
}

TEST_CASE("Metadata belongs to its package") {
  const std::string text = GenerateMetadata("a.example.com", "a", "Apples");
  CHECK(text ==
        "apiVersion: data.packaging.carvel.dev/v1alpha1\n"
        "kind: PackageMetadata\n"
        "metadata:\n"
        "  name: a.example.com\n"
        "spec:\n"
        "  displayName: a\n"
        "  shortDescription: Apples\n");
  CheckMetadata("m.yaml", text, "a.example.com");
  CHECK_THROWS_AS(CheckMetadata("m.yaml", text, "b.example.com"), Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
