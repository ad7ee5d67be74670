#include "artifact/chart_images.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::artifact {
namespace {

const Digest kDigest = Digest::Of("image");
const packaging::BundleRecord kImage = {
    .repository = "ghcr.io/acme/web", .tag = "1.0", .manifest = {.digest = kDigest}};

std::string Set(const std::string& text, const std::string& place) {
  return SetImage("values.yaml", text, place, kImage);
}

TEST_CASE("A text becomes the whole reference, and all else stays as it is") {
  const std::string reference = "\"ghcr.io/acme/web:1.0@" + kDigest.ToString() + "\"";
  CHECK(Set("a: 1  # one\nimage: nginx # two\n", "image") == "a: 1  # one\nimage: " + reference + " # two\n");
  CHECK(Set("web: {image: 'it''s', x: y}\n", "web.image") == "web: {image: " + reference + ", x: y}\n");
  CHECK(Set("image: \"a\\\"b\"", "image") == "image: " + reference);
}

TEST_CASE("Of a map, what is there is set") {
  CHECK(Set("image:\n  repository: x\n  tag: y\n", "image") ==
        "image:\n  repository: \"ghcr.io/acme/web\"\n  tag: \"1.0@" + kDigest.ToString() + "\"\n");
  CHECK(Set("image:\n  registry: r\n  repository: x\n  digest: ''\n  tag: y\n", "image") ==
        "image:\n  registry: \"ghcr.io\"\n  repository: \"acme/web\"\n  digest: \"" + kDigest.ToString() +
            "\"\n  tag: \"1.0\"\n");
}

TEST_CASE("What cannot be edited in place is refused") {
  for (const char* text : {"image: a b\n", "image: >-\n  a\n  b\n", "image: [a]\n", "x: &x {image: a}\nimage: *x\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Set(text, "image"), Error);
  }
}

TEST_CASE("References in templates and values get the digest, whole ones only") {
  ChartFiles files = {{"templates/a.yaml", "ghcr.io/acme/web:1.0\nghcr.io/acme/web:1.0.1\nx/ghcr.io/acme/web:1.0\n"},
                      {"values.yaml", "image: ghcr.io/acme/web:1.0@sha256:1\nother: 'ghcr.io/acme/web:1.0'"},
                      {"README.md", "ghcr.io/acme/web:1.0"}};
  CHECK(PinImage(files, kImage) == 2);
  const std::string pinned = "ghcr.io/acme/web:1.0@" + kDigest.ToString();
  CHECK(files["templates/a.yaml"] == pinned + "\nghcr.io/acme/web:1.0.1\nx/ghcr.io/acme/web:1.0\n");
  CHECK(files["values.yaml"] == "image: ghcr.io/acme/web:1.0@sha256:1\nother: '" + pinned + "'");
  CHECK(files["README.md"] == "ghcr.io/acme/web:1.0");
}

}  // namespace
}  // namespace pkgrepo::artifact
