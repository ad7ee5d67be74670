#include "derived/derived_files.h"

#include <doctest/doctest.h>

#include <functional>

#include "base/temp_dir.h"
#include "derived/derived_results.h"

namespace pkgrepo::derived {
namespace {

// A program whose work is a function of the folder that it runs in.
class FakeProgram : public ProcessRunner {
 public:
  using Work = std::function<int(const ProcessRequest&)>;
  explicit FakeProgram(Work work) : work_(std::move(work)) {}
  ProcessResult Run(const ProcessRequest& request) const override {
    return {.status = work_(request), .output = "", .error_output = ""};
  }

 private:
  Work work_;
};

struct Project {
  Project() : inputs(disk) { disk.WriteFile(tree() + "/in/a.txt", "a\n"); }

  std::string tree() const { return directory.path() + "/src"; }
  std::string Text(const std::string& more) const {
    return "# Of add_derived_files(x) in CMakeLists.txt\nSOURCE_TREE " + tree() + "\nBUILD_TREE " + tree() +
           "/build\nIN in\n" + more;
  }
  DerivedFiles Make(const std::string& more, const FakeProgram::Work& work) {
    return Derive(DerivedSpecification::Parse("specification", Text(more)), directory.path() + "/copy",
                  inputs, FakeProgram(work));
  }
  std::string FaultOf(
      const std::string& more, const FakeProgram::Work& work = [](const ProcessRequest&) { return 0; }) {
    try {
      Make(more, work);
    } catch (const Error& error) {
      return error.Render();
    }
    return "";
  }

  TempDir directory;
  RealFileSystem disk;
  packaging::StepInputs inputs;
};

}  // namespace

TEST_CASE("a command runs in a copy of what it depends on") {
  Project project;
  project.disk.WriteFile(project.tree() + "/in/undeclared.txt", "x");
  std::vector<std::string> words;
  const std::string text = "WORD gen\nWORD --to=" + project.tree() + "/out\nWORD " + project.tree() +
                           "/build/tool\nWORD " + project.tree() + "2\nDEPENDS in/a.txt\nOUTPUT out/b.txt\n";
  const DerivedFiles made = project.Make(text, [&](const ProcessRequest& request) {
    words = request.arguments;
    CHECK(request.directory == project.directory.path() + "/copy/in");
    CHECK_FALSE(project.disk.IsFile(request.directory + "/undeclared.txt"));
    project.disk.WriteFile(request.directory + "/../out/b.txt",
                           project.disk.ReadFile(request.directory + "/a.txt") + "b\n");
    return 0;
  });
  CHECK(words == std::vector<std::string>{"gen", "--to=" + project.directory.path() + "/copy/out",
                                          project.tree() + "/build/tool", project.tree() + "2"});
  REQUIRE(made.size() == 1);
  CHECK(made.at("out/b.txt").content == "a\nb\n");
  CHECK_FALSE(project.disk.Stat(project.directory.path() + "/copy"));
  CHECK_FALSE(project.disk.Stat(project.tree() + "/out"));

  WriteResults(made, project.directory.path() + "/results", project.inputs);
  CHECK(ReadResults(project.directory.path() + "/results", project.disk).at("out/b.txt").content == "a\nb\n");
  project.disk.WriteFile(project.directory.path() + "/results/files/out/b.txt", "edited");
  CHECK_THROWS_WITH_AS(ReadResults(project.directory.path() + "/results", project.disk),
                       doctest::Contains("b.txt was changed since it was derived"), Error);
}

TEST_CASE("a folder is derived as a whole") {
  Project project;
  project.disk.WriteFile(project.tree() + "/out/old.txt", "old\n");
  project.disk.WriteFile(project.tree() + "/out/b.txt", "b\n");
  const std::string text = "WORD gen\nOUTPUT out/\n";
  const DerivedFiles made = project.Make(text, [&](const ProcessRequest& request) {
    project.disk.WriteFile(request.directory + "/../out/b.txt", "c\n");
    project.disk.WriteFile(request.directory + "/../out/deep/d.txt", "d\n");
    return 0;
  });
  const DerivedSpecification specification = DerivedSpecification::Parse("specification", project.Text(text));
  const std::vector<Difference> differences = Compare(specification, made, project.disk);
  REQUIRE(differences.size() == 3);
  CHECK(differences[0].diff == "--- a/out/b.txt\n+++ b/out/b.txt\n@@ -1,1 +1,1 @@\n-b\n+c\n");
  CHECK(differences[1].kind == Difference::Kind::kMissing);
  CHECK(differences[2].kind == Difference::Kind::kSurplus);
  CHECK(WriteToSourceTree(specification, made, project.disk).size() == 3);
  CHECK(Compare(specification, made, project.disk).empty());
  CHECK_FALSE(project.disk.Stat(project.tree() + "/out/old.txt"));
}

TEST_CASE("faults name the line of the specification and what to do") {
  Project project;
  CHECK(project.FaultOf("WORD gen\nDEPENDS in/none.txt\nOUTPUT o\n")
            .starts_with("specification:6: DEPENDS names in/none.txt, which is not there\n  note: of "
                         "add_derived_files(x) in CMakeLists.txt\n"));
  CHECK(project.FaultOf("WORD gen\nOUTPUT o\n")
            .starts_with("specification:6: COMMAND has not written OUTPUT o\n"));
  CHECK(project.FaultOf("WORD gen\nOUTPUT o/\n")
            .starts_with("specification:6: COMMAND has written nothing to OUTPUT o/\n"));
  CHECK(project.FaultOf("WORD gen\nOUTPUT ../o\n")
            .starts_with("specification:6: the path ../o leads out of the source tree"));
  CHECK(project.FaultOf("WORD gen\nOUTPUT o\nINPUT i\n")
            .starts_with("specification:7: 'INPUT' is no word of the specification of derived files"));
  CHECK(project.FaultOf("WORD gen\n").starts_with("specification: OUTPUT is missing"));
  CHECK(project
            .FaultOf("WORD gen\nOUTPUT o\n",
                     [&](const ProcessRequest& request) {
                       project.disk.WriteFile(request.directory + "/../o", "made in " + request.directory);
                       return 0;
                     })
            .starts_with("specification:6: OUTPUT o names the folder in which COMMAND ran, so it would "
                         "differ on each machine"));
  CHECK(project.FaultOf("WORD gen\nOUTPUT o\n", [](const ProcessRequest&) { return 3; })
            .starts_with("specification: COMMAND failed with status 3: gen\n"));
}

}  // namespace pkgrepo::derived
