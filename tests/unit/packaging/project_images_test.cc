#include "packaging/project_images.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/step_order.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

const std::string kHex(64, 'a');

ImageRecord RecordOf(const std::string& repository, const std::string& tag) {
  return {.image = {.repository = repository,
                    .tag = tag,
                    .manifest = {.media_type = "m", .size = 1, .digest = Digest::FromHex(kHex)}}};
}

std::string NameOf(const ProjectImages& images, const std::string& reference) {
  const ProjectImage* found = images.Find(reference);
  return found == nullptr ? "" : found->name;
}

TEST_CASE("A manifest means an image by its repository, with its tag or with none") {
  const ProjectImages images = ProjectImages::Parse(
      "images.list", "hello ghcr.io/acme/hello:1.0\nold ghcr.io/acme/web:1\nnew ghcr.io/acme/web:2\n");
  CHECK(NameOf(images, "ghcr.io/acme/hello:1.0") == "hello");
  CHECK(NameOf(images, "ghcr.io/acme/hello") == "hello");
  CHECK(NameOf(images, "ghcr.io/acme/hello:latest") == "");
  CHECK(NameOf(images, "ghcr.io/acme/hello@sha256:" + kHex) == "");
  CHECK(NameOf(images, "ghcr.io/acme/hello:1.0@sha256:" + kHex) == "");
  CHECK(NameOf(images, "ghcr.io/acme/web:2") == "new");
  CHECK(NameOf(images, "ghcr.io/acme/web") == "");  // which one?
  CHECK(NameOf(images, "acme/hello:1.0") == "");
  CHECK(NameOf(images, "no reference!") == "");
}

TEST_CASE("What an override replaces is what it is replaced with") {
  const ProjectImages images = ProjectImages::Parse("images.list", "hello ghcr.io/acme/hello:1.0\n");
  ImageReferences used{.references = {"hello", "nginx"}, .config = {}};
  CHECK(images.NamesOf(used).empty());
  used.config.overrides.push_back({.match = {.image = "hello"}, .new_image = "ghcr.io/acme/hello:1.0"});
  CHECK(images.NamesOf(used) == std::set<std::string>{"hello"});
  CHECK(images.ReferencesOf(used) == std::set<std::string>{"hello"});
  const imgpkg::ImagesLock lock = LockProjectImages(used, {RecordOf("ghcr.io/acme/hello", "1.0")});
  REQUIRE(lock.images.size() == 1);
  CHECK(lock.images[0].image == "ghcr.io/acme/hello@sha256:" + kHex);
  CHECK(lock.images[0].annotations.at("kbld.carvel.dev/id") == "hello");
}

TEST_CASE("The list has an image a line") {
  MemoryFileSystem files;
  StepInputs inputs(files);
  CHECK(ProjectImages::Read("/b/carvel/images.list", inputs).images().empty());
  CHECK_THROWS_WITH_AS(ProjectImages::Parse("images.list", "hello\n"), "expected 'NAME REPOSITORY:TAG'",
                       Error);
}

TEST_CASE("Ordered images are read") {
  MemoryFileSystem files;
  const StepOrder order{.output = "o/images.yml",
                        .inputs = {"carvel/images/a/image.json", "carvel/images/b/image.json"}};
  files.WriteFile("o/images.yml.dd", order.ToDyndep());
  files.WriteFile("carvel/images/a/image.json", RecordOf("r/a", "1").ToJson());
  files.WriteFile("carvel/images/b/image.json", RecordOf("r/b", "1").ToJson());
  StepInputs inputs(files);
  const std::vector<ImageRecord> records = ReadOrderedImages("o/images.yml.dd", inputs);
  REQUIRE(records.size() == 2);
  CHECK(records[1].image.repository == "r/b");
  CHECK(ParseDyndepInputs(StepOrder{.output = "o"}.ToDyndep()).empty());
}

}  // namespace
}  // namespace pkgrepo::packaging
