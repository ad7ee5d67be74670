// Any bytes as a file of the build tree, which may come out of a kept folder; the first byte chooses which. It is read, or
// there is an Error; what is written again is read as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "packaging/build_summary.h"
#include "packaging/cmake_cache.h"
#include "packaging/content_cache.h"
#include "packaging/ignore_rules.h"
#include "packaging/input_record.h"
#include "packaging/ninja_plan.h"
#include "packaging/records.h"
#include "packaging/rendered_cases.h"
#include "packaging/restored_times.h"
#include "packaging/staleness.h"
#include "packaging/value_diff.h"
#include "support/memory_file_system.h"

using namespace pkgrepo;
using namespace pkgrepo::packaging;

namespace {

const std::string kVersion = "/build/carvel/packages/app/1.0.0/";

void Require(bool holds) {
  if (!holds) std::abort();
}

// A configured build of one version and a stage.
MemoryFileSystem BuildFolder() {
  MemoryFileSystem files;
  files.WriteFile("/build/CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=/src\n");
  files.WriteFile("/build/carvel/packages.list", "app 1.0.0\n");
  files.WriteFile("/build/carvel/failures.list", "");
  files.WriteFile("/build/carvel/stages.list", "beta stages/beta.yaml\n");
  files.WriteFile(kVersion + "rendered.json", "[]");
  files.WriteFile("/src/packages/app/1.0.0/bundle/config/values.yaml", "a: 1\n");
  return files;
}

void CheckInputRecord(const std::string& text) {
  MemoryFileSystem files = BuildFolder();
  const std::string output = kVersion + "rendered.json";
  files.WriteFile(output + ".inputs.d", text);
  const NinjaPlan plan{.outputs = {"carvel/packages/app/1.0.0/rendered.json"}, .reasons = {}};
  for (const StaleStep& step : FindStaleSteps(plan, "/build", files)) {
    for (const StaleReason& reason : step.reasons) Describe(reason);
  }
  const InputRecord record = ReadInputRecord(output, files);
  WriteInputRecord(record.inputs, record.output, files);
  const InputRecord again = ReadInputRecord(record.output, files);
  Require(again.output == record.output && again.inputs.size() == record.inputs.size());
  for (const auto& [path, input] : record.inputs) {
    const auto same = again.inputs.find(path);
    Require(same != again.inputs.end() && same->second.state == input.state &&
            same->second.content == input.content);
  }
  const std::string untouched = "/src/packages/app/1.0.0/bundle/config/values.yaml";
  RestoreTimes("/build", "/src", files);
  Require(files.ReadFile(untouched) == "a: 1\n");
  RequireFresh({output}, files);
}

void CheckContentList(const std::string& text) {
  MemoryFileSystem files = BuildFolder();
  files.WriteFile("/list", text);
  ContentCache contents(files);
  contents.Load("/list");
  contents.Of("/src/packages/app/1.0.0/bundle/config/values.yaml");
  contents.Save("/saved");
}

void CheckCMakeCache(const std::string& text) {
  MemoryFileSystem files;
  files.WriteFile("/build/CMakeCache.txt", text);
  CMakeCache("/build", files).Get("CMAKE_HOME_DIRECTORY");
}

void CheckNinjaPlan(const std::string& text) {
  const NinjaPlan plan = ParseExplanations(text);
  for (const auto& [output, reason] : plan.reasons) Require(plan.outputs.contains(output));
  FindStaleSteps(plan, "/build", BuildFolder());
}

void CheckIgnoreRules(const std::string& text) {
  IgnoreRules rules;
  rules.Add("fuzz", text);
  for (const char* path : {"config/a.yml", "docs/notes/old.bak", "a b", ".git/config"})
    rules.Ignores(path, false);
}

void CheckBundle(const std::string& text) {
  const std::string printed = BundleRecord::Parse("fuzz", text).ToJson();
  const BundleRecord record = BundleRecord::Parse("fuzz", printed);
  Require(record.ToJson() == printed);
  record.Target();
}

void CheckStage(const std::string& text) {
  const std::string printed = StageRecord::Parse("fuzz", text).ToJson();
  Require(StageRecord::Parse("fuzz", printed).ToJson() == printed);
}

void CheckSummary(const std::string& list, const std::string& record) {
  MemoryFileSystem files = BuildFolder();
  files.WriteFile(list, record);
  SummarizeBuild(BuildTree("/build/carvel"), files);
}

void CheckRendered(const std::string& text) {
  MemoryFileSystem files = BuildFolder();
  const std::string directory = "/build/carvel/packages/app/1.0.0";
  files.WriteFile(kVersion + "rendered.json", text);
  files.WriteFile(kVersion + "origins.json", text);
  files.WriteFile(kVersion + "rendered/default.yaml", text);
  StepInputs inputs(files);
  RenderedCase rendered{.name = "default", .text = text, .origins = {"a.yml:1", "b.yml:2"}};
  ObjectOrigins(rendered);
  try {
    rendered.origins = ReadOrigins("default", directory, inputs);
  } catch (const Error&) {
  }
  for (const RenderedCase& found : ReadRenderedCases(directory, inputs)) ParseManifests(found);
}

// Two values with a line of `%%%` between them.
void CheckDiff(const std::string& text) {
  const size_t end = text.find("%%%\n");
  if (end == text.npos) return;
  const nlohmann::json before =
      nlohmann::json::parse(text.substr(0, end), nullptr, /*allow_exceptions=*/false);
  const nlohmann::json after =
      nlohmann::json::parse(text.substr(end + 4), nullptr, /*allow_exceptions=*/false);
  if (before.is_discarded() || after.is_discarded()) return;
  Require(DiffValues(before, before).empty());
  Require(DiffValues(before, after).empty() == (before == after));
}

void Read(uint8_t choice, const std::string& text) {
  switch (choice % 11) {
    case 0:
      return CheckInputRecord(text);
    case 1:
      return CheckContentList(text);
    case 2:
      return CheckCMakeCache(text);
    case 3:
      return CheckNinjaPlan(text);
    case 4:
      return CheckIgnoreRules(text);
    case 5:
      return CheckBundle(text);
    case 6:
      return CheckStage(text);
    case 7:
      return CheckSummary("/build/carvel/packages.list", text);
    case 8:
      return CheckSummary(kVersion + "bundle.json.failed", text);
    case 9:
      return CheckRendered(text);
    default:
      return CheckDiff(text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  try {
    Read(data[0], std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  } catch (const Error&) {
  }
  return 0;
}
