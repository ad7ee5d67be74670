#include "packaging/step_cache.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/temp_dir.h"
#include "cache/cache_use.h"

namespace pkgrepo::packaging {
namespace {

// A version with one file, of which a step makes `made` and a folder of files, with a cache.
struct Project {
  TempDir folder;
  RealFileSystem disk;
  std::ostringstream messages;
  double milliseconds = 10;
  std::string source = JoinPath(folder.path(), "src/app/1.0.0");
  std::string output = JoinPath(folder.path(), "out");
  std::string input = JoinPath(source, "bundle/in");

  Project() {
    disk.WriteFile(JoinPath(folder.path(), "cache"), JoinPath(folder.path(), "store") + "\n");
    Write("one");
  }
  // Long ago, so that nothing can have come in between.
  void Write(const std::string& text) {
    disk.WriteFile(input, text);
    disk.SetModificationTime(input, 1'000'000'000);
  }
  // Runs the step, whose outputs are these; returns whether it was found.
  bool Run(const std::vector<std::string>& outputs, const std::string& argument = "step") {
    const PackageFolders folders{.source = SourceTree(source), .output = output};
    const CacheableStep step{.arguments = {argument}, .folders = folders, .outputs = outputs, .milliseconds = milliseconds};
    StepInputs inputs(disk);
    StepCache cache(JoinPath(folder.path(), "cache"), messages);
    if (cache.Restore(step, inputs)) {
      CHECK(inputs.paths() == std::set<std::string>{input});
      return true;
    }
    const std::string text = inputs.Read(input);
    for (const std::string& path : outputs) {
      disk.WriteFile(JoinPath(output, path.ends_with('/') ? path + text + ".yaml" : path), "made of " + text);
    }
    cache.Keep(step, inputs);
    return false;
  }
  std::string Made(const std::string& path) const { return disk.ReadFile(JoinPath(output, path)); }
};

const std::vector<std::string> kOutputs = {"made", "all/"};

TEST_CASE("What a step has made of the same input is found") {
  Project project;
  CHECK_FALSE(project.Run(kOutputs));
  project.disk.RemoveAll(project.output);
  CHECK(project.Run(kOutputs));
  CHECK(project.Made("made") == "made of one");
  CHECK(project.disk.ListDirectory(JoinPath(project.output, "all")) == std::vector<std::string>{"one.yaml"});

  SUBCASE("The input is another") {
    project.Write("two");
    CHECK_FALSE(project.Run(kOutputs));
    project.Write("one");
    CHECK(project.Run(kOutputs));
    // What is not made of it is removed.
    CHECK(project.disk.ListDirectory(JoinPath(project.output, "all")) ==
          std::vector<std::string>{"one.yaml"});
  }
  SUBCASE("The input is executable") {
    project.disk.SetMode(project.input, kExecutableMode);
    CHECK_FALSE(project.Run(kOutputs));
  }
  SUBCASE("The input is a link to what it was") {
    project.disk.Rename(project.input, JoinPath(project.folder.path(), "elsewhere"));
    project.disk.MakeSymlink(JoinPath(project.folder.path(), "elsewhere"), project.input);
    CHECK_FALSE(project.Run(kOutputs));
  }
  SUBCASE("The step is another") { CHECK_FALSE(project.Run(kOutputs, "another")); }
  CHECK(project.messages.str().empty());
}

TEST_CASE("What was written while the step ran is not trusted") {
  Project project;
  project.disk.WriteFile(project.input, "one");
  CHECK_FALSE(project.Run(kOutputs));
  CHECK_FALSE(project.Run(kOutputs));
}

TEST_CASE("What takes no longer than asking is not asked for") {
  Project project;
  project.milliseconds = 0.1;
  CHECK_FALSE(project.Run(kOutputs));
  CHECK_FALSE(project.Run(kOutputs));
  CHECK_FALSE(project.disk.IsDirectory(JoinPath(project.folder.path(), "store")));
}

TEST_CASE("What was asked for is counted") {
  Project project;
  const std::string file = JoinPath(project.folder.path(), "cache");
  CHECK(cache::DescribeLookups(file).empty());
  project.Run(kOutputs);
  project.Run(kOutputs);
  project.Run(kOutputs);
  CHECK(cache::DescribeLookups(file) == "cache: 2 found, 1 not found");
  cache::ForgetLookups(file);
  CHECK(cache::DescribeLookups(file).empty());
}

TEST_CASE("A success without outputs is kept, too") {
  Project project;
  CHECK_FALSE(project.Run({}));
  CHECK(project.Run({}));
}

TEST_CASE("A cache gives the outputs of the step and no others") {
  Project project;
  SUBCASE("more") { CHECK_FALSE(project.Run({"made", "all/", "more"})); }
  SUBCASE("fewer") { CHECK_FALSE(project.Run({"all/"})); }
  SUBCASE("elsewhere") { CHECK_FALSE(project.Run({"made", "all/", "../made"})); }
  SUBCASE("deeper") { CHECK_FALSE(project.Run({"made", "all/deep/"})); }
  project.disk.RemoveAll(project.output);
  CHECK_FALSE(project.Run(kOutputs));
  CHECK(project.Run(kOutputs));
}

}  // namespace
}  // namespace pkgrepo::packaging
