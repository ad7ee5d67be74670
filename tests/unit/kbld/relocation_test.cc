#include "kbld/relocation.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "support/fake_registry.h"

namespace pkgrepo::kbld {
namespace {

class Fixture {
 public:
  RelocationOptions options() {
    return {.concurrency = 2, .progress = [this](const std::string& line) { lines.push_back(line); }};
  }

  oci::FakeRegistry fake;
  oci::RegistryClient client{fake, fake.keychain(), {}};
  std::vector<std::string> lines;
};

TEST_CASE_FIXTURE(Fixture, "images go to one repository, under their digests and a tag") {
  oci::Reference image = fake.AddImage("127.0.0.1:5000/from/a:1", {{"f", "x"}});
  const std::string reference = "127.0.0.1:5000/from/a@" + image.digest()->ToString();
  const oci::Repository destination = ParseDestination("127.0.0.1:5000/to/b");
  ResolvedImages relocated = RelocateImages({reference}, destination, client, options());
  REQUIRE(relocated.contains(reference));
  CHECK(relocated[reference].url == "127.0.0.1:5000/to/b@" + image.digest()->ToString());
  CHECK(client.ListTags(destination) == std::vector<std::string>{"kbld-sha256-" + image.digest()->hex()});
  CHECK(lines.front() == "exporting 1 images...");
  CHECK(lines.back() == "imported 1 images");
}

TEST_CASE_FIXTURE(Fixture, "through a tar file") {
  oci::Reference image = fake.AddImage("127.0.0.1:5000/from/a:1", {{"f", "x"}});
  const std::string reference = "127.0.0.1:5000/from/a@" + image.digest()->ToString();
  TempDir directory("", "kbld-");
  const std::string tar = JoinPath(directory.path(), "images.tar");
  PackageImages({reference}, tar, client, options());
  ResolvedImages unpacked = UnpackageImages(tar, ParseDestination("127.0.0.1:5000/to/c"), client, options());
  CHECK(unpacked[reference].url == "127.0.0.1:5000/to/c@" + image.digest()->ToString());
}

TEST_CASE_FIXTURE(Fixture, "what is refused") {
  CHECK_THROWS_WITH_AS(RequireDigestReferences({"a:1"}),
                       "Expected image 'a:1' to be in digest form (i.e. image@digest)", Error);
  CHECK_THROWS_WITH_AS(
      ParseDestination("a"),
      "Building import repository ref: repository must be between 2 and 255 characters in length: a", Error);
  CHECK_THROWS_WITH_AS(UnpackageImages("/nothing.tar", ParseDestination("aa"), client, options()),
                       "open /nothing.tar: no such file or directory", Error);
  CHECK_THROWS_WITH_AS(PackageImages({}, "/nothing/x.tar", client, options()),
                       "Creating file '/nothing/x.tar': open /nothing/x.tar: no such file or directory",
                       Error);
  CHECK_THROWS_WITH_AS(RequireImages({"a", "b"}, {{"a", {}}}), "\n- Expected to find image for 'b'", Error);
}

}  // namespace
}  // namespace pkgrepo::kbld
