#include "packaging/build_summary.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/records.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Strings = std::vector<std::string>;
using Bundle = BuildSummary::Package::Bundle;

BundleRecord Record(const std::string& content) {
  return {.repository = "r/app",
          .tag = "1",
          .manifest = {.media_type = "m",
                       .size = 1,
                       .digest = Digest::Of(content),
                       .urls = {},
                       .annotations = {},
                       .platform = {}}};
}

// A build of app 1.0.0, app 2.0.0, which fetches its bundle from elsewhere, and web 1.0.0, which failed.
struct Build {
  Build() {
    files.WriteFile("/b/carvel/packages.list", "app 1.0.0\napp 2.0.0\nweb 1.0.0\n");
    files.WriteFile("/b/carvel/stages.list", "beta stages/beta.yaml\nempty stages/empty.yaml\n");
    files.WriteFile("/b/carvel/repositories.list", "acme /s/repos/acme.yaml\n");
    files.WriteFile(tree.Package("app", "1.0.0") + "/bundle.json", Record("app").ToJson());
    files.WriteFile(tree.Package("app", "2.0.0") + "/package.yaml", "");
    NoteFailure(tree.Package("web", "1.0.0") + "/rendered.json", "render", Error("no values"), files);
    const StageRecord stage{
        .bundle = Record("beta"),
        .repository_name = "",
        .packages = {{.name = "app", .version = "1.0.0", .ref_name = "", .image = "", .built = true},
                     {.name = "foreign", .version = "1.0.0", .ref_name = "", .image = "", .built = false}}};
    files.WriteFile(tree.Stage("beta") + "/stage.json", stage.ToJson());
    files.WriteFile(tree.Stage("beta") + "/bundle/.imgpkg/images.yml", "1234567");
    files.WriteFile(tree.Stage("beta") + "/bundle/packages/app/1.0.0.yml", "12345");
    files.WriteFile(tree.Stage("beta") + "/bundle/packages/app/metadata.yml", "123");
    NoteFailure(tree.Stage("empty") + "/stage.json", "stage", Error("unknown package"), files);
    NoteFailure(tree.Repository("acme"), "repository", Error("unknown stage"), files);
  }

  MemoryFileSystem files;
  BuildTree tree{"/b/carvel"};
};

TEST_CASE("Versions have their bundle and the stages that hold them") {
  const Build build;
  const BuildSummary summary = SummarizeBuild(build.tree, build.files);
  REQUIRE(summary.packages.size() == 3);
  CHECK(summary.packages[0].name == "app");
  CHECK(summary.packages[0].bundle == Bundle::kBuilt);
  CHECK(summary.packages[0].digest == Digest::Of("app").ToString());
  CHECK(summary.packages[0].stages == Strings{"beta"});
  CHECK(summary.packages[1].bundle == Bundle::kForeign);
  CHECK(summary.packages[1].stages.empty());
  CHECK(summary.packages[2].bundle == Bundle::kNotBuilt);
  REQUIRE(summary.stages.size() == 2);
  CHECK(summary.stages[0].name == "beta");
  CHECK(summary.stages[0].digest == Digest::Of("beta").ToString());
  CHECK(summary.stages[0].package_count == 2);
  CHECK(summary.stages[0].size == 8);
  CHECK(summary.stages[1].name == "empty");
  CHECK(summary.stages[1].digest.empty());
}

TEST_CASE("What an earlier build has left of a version that fails now is not built") {
  Build build;
  NoteFailure(build.tree.Package("app", "1.0.0") + "/package.yaml", "package", Error("no name"), build.files);
  CHECK(SummarizeBuild(build.tree, build.files).packages[0].bundle == Bundle::kBuilt);
  NoteFailure(build.tree.Package("app", "1.0.0") + "/rendered.json", "render", Error("no values"), build.files);
  CHECK(SummarizeBuild(build.tree, build.files).packages[0].bundle == Bundle::kNotBuilt);
}

TEST_CASE("All steps that have failed are listed, of what the project declares") {
  Build build;
  NoteFailure(build.tree.Package("gone", "1.0.0") + "/rendered.json", "render", Error("old"), build.files);
  Strings failures;
  for (const auto& [what, failure] : SummarizeBuild(build.tree, build.files).failures) {
    failures.push_back(what + ": " + failure.step + ": " + failure.reason);
  }
  CHECK(failures == Strings{"web 1.0.0: render: no values", "stage empty: stage: unknown package",
                            "repository acme: repository: unknown stage"});
}

TEST_CASE("Steps that failed for the same reason are told together, those of most steps first") {
  const auto failure = [](const std::string& what, const std::string& reason) {
    return BuildSummary::Failure{what, {.step = "render", .reason = reason}};
  };
  const std::vector<FailureGroup> groups = GroupFailures({
      failure("pap 1.0.0", "no space"),
      failure("app 1.0.0", "packages/app/1.0.0/package.yaml:12: unknown field in pod/app"),
      failure("web-2 1.0.0", "packages/web-2/1.0.0/package.yaml:2:7: unknown field in pod/web-2"),
      failure("web 1.1.0", "packages/web/1.1.0/package.yaml:9: unknown field in pod/webs"),
      failure("app 1.2.0", "packages/app/1.2.0/package.yaml:9: unknown field in pod/app"),
      {"app 1.0.0", {.step = "bundle", .reason = "no space"}},
      failure("a 1.0.0", "/src/a checkout/packages/a/1.0.0: no config/"),
      failure("g 1.0.0", "/src/a checkout/packages/g/1.0.0: no config/"),
  }, "/src/a checkout/");
  REQUIRE(groups.size() == 5);
  CHECK(groups[0].names == Strings{"app 1.0.0", "web-2 1.0.0", "app 1.2.0"});
  CHECK(groups[0].failure.reason == "packages/app/1.0.0/package.yaml:12: unknown field in pod/app");
  CHECK(groups[1].names == Strings{"a 1.0.0", "g 1.0.0"});
  CHECK(groups[1].failure.reason == "packages/a/1.0.0: no config/");
  CHECK(groups[2].names == Strings{"pap 1.0.0"});
  CHECK(groups[3].names == Strings{"web 1.1.0"});
  CHECK(groups[4].failure.step == "bundle");
}

TEST_CASE("A folder that is not configured is refused") {
  CHECK_THROWS_WITH_AS(SummarizeBuild(BuildTree("/b/carvel"), MemoryFileSystem()),
                       "no packages are configured in /b", Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
