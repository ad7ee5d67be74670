#include "packaging/step_inputs.h"

#include <doctest/doctest.h>

#include "base/depfile.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("What is read is noted, and where something was looked for in vain") {
  MemoryFileSystem files;
  files.WriteFile("/p/bundle/config/a.yaml", "a");
  StepInputs inputs(files);
  CHECK(inputs.Read("/p/bundle/config/a.yaml") == "a");
  CHECK_FALSE(inputs.ReadIfPresent("/p/package.yaml"));
  CHECK_FALSE(inputs.IsDirectory("/p/test/values"));
  CHECK(inputs.List("/p/none").empty());
  CHECK(inputs.paths() == std::set<std::string>{"/p", "/p/bundle/config/a.yaml"});
}

TEST_CASE("A walk notes folders, too, so that new files are noticed") {
  MemoryFileSystem files;
  files.WriteFile("/b/config/a.yaml", "a");
  StepInputs inputs(files);
  inputs.Walk("/b");
  CHECK(inputs.paths() == std::set<std::string>{"/b", "/b/config", "/b/config/a.yaml"});
  inputs.WriteDepfile("/out.d", "out.json");
  CHECK(files.ReadFile("/out.d").starts_with("out.json:"));
}

TEST_CASE("What Ninja knows by other means is recorded, and is not in the dependency file") {
  MemoryFileSystem files;
  for (const std::string path : {"/b/app/1.0.0/package.yaml", "/b/app/1.0.01", "/s.yaml"}) files.WriteFile(path, "");
  StepInputs inputs(files);
  inputs.LeaveToNinja("/b/app/1.0.0");
  for (const std::string path : {"/b/app/1.0.0/package.yaml", "/b/app/1.0.01", "/s.yaml"}) inputs.Read(path);
  inputs.WriteDepfile("/out.d", "/out");
  CHECK(files.ReadFile("/out.d") == FormatDepfile("/out", {"/b/app/1.0.01", "/s.yaml"}));
  CHECK(ReadInputRecord("/out", files).inputs.size() == 3);
}

}  // namespace
}  // namespace pkgrepo::packaging
