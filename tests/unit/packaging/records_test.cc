#include "packaging/records.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

BundleRecord SomeBundle() {
  return {.repository = "r.example.com/pear",
          .tag = "1.0.0",
          .manifest = {.media_type = "m",
                       .size = 7,
                       .digest = Digest::Of("pear"),
                       .urls = {},
                       .annotations = {},
                       .platform = {}}};
}

TEST_CASE("A bundle's record is read as it was written") {
  const BundleRecord bundle = SomeBundle();
  const BundleRecord read = BundleRecord::Parse("b.json", bundle.ToJson());
  CHECK(read.ToJson() == bundle.ToJson());
  CHECK(read.manifest.size == 7);
  CHECK(read.Image() == "r.example.com/pear@" + Digest::Of("pear").ToString());
  CHECK(read.Target().ToString() == "r.example.com/pear:1.0.0");
}

TEST_CASE("A stage's record is read as it was written") {
  const StageRecord stage{
      .bundle = SomeBundle(),
      .repository_name = "x",
      .packages = {
          {.name = "pear", .version = "1.0.0", .ref_name = "pear.example.com", .image = "i", .built = true}}};
  const StageRecord read = StageRecord::Parse("s.json", stage.ToJson());
  CHECK(read.ToJson() == stage.ToJson());
  CHECK(read.packages[0].built);
}

TEST_CASE("Anything else is an error that names the file") {
  for (const char* text : {"", "{}", "[]", "{\"digest\": \"sha256:0\"}", "{\"digest\": 1}"}) {
    CAPTURE(text);
    try {
      BundleRecord::Parse("b.json", text);
      FAIL("was accepted");
    } catch (const Error& error) {
      CHECK(error.position().file == "b.json");
    }
  }
}

TEST_CASE("Build metadata of a version makes a tag") { CHECK(TagOfVersion("1.0.0+a.1") == "1.0.0_a.1"); }

}  // namespace
}  // namespace pkgrepo::packaging
