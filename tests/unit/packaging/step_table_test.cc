#include "packaging/step_table.h"

#include <doctest/doctest.h>

#include <set>

#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Strings = std::vector<std::string>;

std::string Found(std::string_view path) {
  const std::optional<OwnedStep> owned = FindStep(path);
  return owned ? std::string(owned->step->command) + " of " + owned->owner + ": " + owned->output : "";
}

TEST_CASE("A step is found by any of its outputs") {
  CHECK(Found("carvel/generator.id") == "identify of generator: carvel/generator.id");
  CHECK(Found("carvel/packages/app/1.0.0/schema.json") == "render of app 1.0.0: carvel/packages/app/1.0.0/rendered.json");
  CHECK(Found("carvel/packages/app/1.0.0/failure.txt") == "must-fail of app 1.0.0: carvel/packages/app/1.0.0/failure.txt");
  CHECK(Found("carvel/packages/app/1.0.0/images.yml.dd") ==
        "order-images of app 1.0.0: carvel/packages/app/1.0.0/images.yml.dd");
  CHECK(Found("carvel/images/hello/image.json") == "image of hello: carvel/images/hello/image.json");
  CHECK(Found("carvel/stages/beta/push.dd") == "order of beta: carvel/stages/beta/push.dd");
  CHECK(Found("carvel/repositories/a.yaml.yaml") == "repository of a.yaml: carvel/repositories/a.yaml.yaml");
  CHECK(Found("carvel/repositories/a.yaml.dd") == "order of a: carvel/repositories/a.yaml.dd");
  for (const char* other : {"carvel/packages/app/vendor.json", "carvel/packages/app/1.0.0/vendored/vendor.json",
                            "carvel/stages/stage.json", "carvel/packages.list", "carvel/repositories/.yaml", ""}) {
    CHECK(Found(other) == "");
  }
}

TEST_CASE("No step reads what none before it makes") {
  const std::set<std::string_view> lists = {"carvel/packages.list", "carvel/stages.list", "carvel/configuring",
                                            "carvel/images.list", kSpecification,
                                            "$<TARGET_FILE:PackageRepo::pkgrepo>"};  // CMake makes these
  std::set<std::string_view> of_project;
  std::set<std::string_view> of_version;
  for (const StepOwner owner : {StepOwner::kProject, StepOwner::kImage, StepOwner::kVersion, StepOwner::kImageUse,
                                StepOwner::kForeignVersion, StepOwner::kFailingVersion, StepOwner::kStage,
                                StepOwner::kRepository}) {
    std::set<std::string_view> made = owner == StepOwner::kImageUse ? of_version : of_project;
    for (const Step& step : StepsOf(owner)) {
      for (std::string_view read : step.reads) CHECK_MESSAGE((made.contains(read) || lists.contains(read)), read);
      made.insert(step.outputs.begin(), step.outputs.end());
    }
    if (owner == StepOwner::kProject) of_project = made;
    if (owner == StepOwner::kVersion) of_version = made;
    for (const Action& action : Actions()) {
      if (action.owner != owner) continue;
      for (std::string_view read : action.reads) CHECK_MESSAGE(made.contains(read), read);
    }
  }
}

TEST_CASE("Orders stand beside what they order") {
  CHECK(OrderFileOf(std::string(kStageRecord)) == kStageOrder);
  CHECK(OrderFileOf(std::string(kImagesFile)) == kImagesOrder);
  CHECK(OrderFileOf(std::string(kRepositoryFile)) == kRepositoryOrder);
  CHECK(OrderFileOf(BuildTree("carvel").StagePush("beta")) == "carvel/stages/beta/" + std::string(kPushOrder));
}

TEST_CASE("Records are beside the first outputs") {
  MemoryFileSystem files;
  files.WriteFile("/b/carvel/packages.list", "app 1.0.0\n");
  files.WriteFile("/b/carvel/failures.list", "app 2.0.0\n");
  files.WriteFile("/b/carvel/images.list", "hello r/hello:1\n");
  files.WriteFile("/b/carvel/stages.list", "beta stages/beta.yaml\n");
  files.WriteFile("/b/carvel/repositories.list", "acme /s/acme.yaml\n");
  CHECK(RecordedOutputs(BuildTree("/b/carvel"), files) ==
        Strings{"/b/carvel/configured", "/b/carvel/images/hello/image.json", "/b/carvel/packages/app/1.0.0/vendor.json",
                "/b/carvel/packages/app/1.0.0/rendered.json", "/b/carvel/packages/app/1.0.0/images.yml",
                "/b/carvel/packages/app/1.0.0/bundle.json", "/b/carvel/packages/app/1.0.0/package.yaml",
                "/b/carvel/packages/app/1.0.0/images.yml.dd",
                "/b/carvel/packages/app/2.0.0/failure.txt", "/b/carvel/stages/beta/stage.json.dd",
                "/b/carvel/stages/beta/stage.json", "/b/carvel/stages/beta/push.dd",
                "/b/carvel/repositories/acme.yaml.dd", "/b/carvel/repositories/acme.yaml"});
  CHECK(VersionOutputs("f").size() == 5);
  CHECK(VersionOutputs("f")[CountUntil("render") - 1] == "f/rendered.json");
}

}  // namespace
}  // namespace pkgrepo::packaging
