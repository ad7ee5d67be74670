#include "packaging/staleness.h"

#include <doctest/doctest.h>

#include "packaging/step_inputs.h"
#include "support/memory_file_system.h"

namespace pkgrepo::packaging {
namespace {

using Kind = StaleReason::Kind;
using Strings = std::vector<std::string>;

constexpr const char* kOutput = "carvel/packages/app/1.0.0/rendered.json";

// A build of app 1.0.0, which has rendered /s.
struct Build {
  Build() {
    files.WriteFile("/s/config/schema.yaml", "replicas: 1");
    files.WriteFile("/s/config/old.yaml", "old");
    StepInputs inputs(files);
    inputs.Walk("/s");
    inputs.List("/l");
    files.WriteFile(JoinPath("/b", kOutput), "{}");
    inputs.WriteDepfile(JoinPath("/b", kOutput) + ".d", JoinPath("/b", kOutput));
  }

  Strings Reasons(const NinjaPlan& plan) const {
    Strings reasons;
    for (const StaleStep& step : FindStaleSteps(plan, "/b", files)) {
      for (const StaleReason& reason : step.reasons)
        reasons.push_back(std::string(NameOf(reason.kind)) + " " + reason.path);
    }
    return reasons;
  }

  MemoryFileSystem files;
};

NinjaPlan Older(const std::string& input) {
  return {.outputs = {kOutput}, .reasons = {{kOutput, {.kind = NinjaReason::Kind::kOlder, .input = input}}}};
}

NinjaPlan Because(NinjaReason::Kind kind) {
  return {.outputs = {kOutput}, .reasons = {{kOutput, {.kind = kind}}}};
}

TEST_CASE("A step is stale for what differs in its record") {
  const struct {
    void (*change)(MemoryFileSystem&);
    Strings reasons;
  } cases[] = {
      {[](MemoryFileSystem& f) { f.WriteFile("/s/config/schema.yaml", "replicas: 2"); },
       {"changed /s/config/schema.yaml"}},
      {[](MemoryFileSystem& f) { f.SetModificationTime("/s/config/schema.yaml", 99); },
       {"touched /s/newest"}},
      {[](MemoryFileSystem& f) { f.SetMode("/s/config/schema.yaml", 0755); }, {"mode /s/config/schema.yaml"}},
      {[](MemoryFileSystem& f) { f.RemoveAll("/s/config/old.yaml"); }, {"removed /s/config/old.yaml"}},
      {[](MemoryFileSystem& f) {
         f.WriteFile("/s/config/new.yaml", "");
         f.SetModificationTime("/s/config", 99);
       },
       {"added /s/config/new.yaml"}},
      {[](MemoryFileSystem& f) {
         f.WriteFile("/s/config/.new.yaml.swp", "");  // no step looks at it
         f.SetModificationTime("/s/config", 99);
       },
       {"touched /s/newest"}},
      {[](MemoryFileSystem& f) {
         f.RemoveAll("/s/config/old.yaml");
         f.WriteFile("/s/config/old.yaml/file", "");
       },
       {"kind /s/config/old.yaml"}},
      {[](MemoryFileSystem& f) { f.RemoveAll("/b/carvel/packages/app/1.0.0/rendered.json"); }, {"missing "}},
      {[](MemoryFileSystem& f) { f.RemoveAll("/b/carvel/packages/app/1.0.0/rendered.json.inputs.d"); },
       {"unrecorded "}},
  };
  for (const auto& c : cases) {
    Build build;
    c.change(build.files);
    CHECK(build.Reasons(Older("/s/newest")) == c.reasons);
  }
}

TEST_CASE("What Ninja alone knows") {
  const Build build;
  CHECK(build.Reasons(Because(NinjaReason::Kind::kCommand)) == Strings{"options "});
  CHECK(build.Reasons(Because(NinjaReason::Kind::kDepfile)) == Strings{"unrecorded "});
  CHECK(build.Reasons(Older("carvel/generator.id")) == Strings{"generator carvel/generator.id"});
  CHECK(build.Reasons({.outputs = {kOutput}, .reasons = {}}).empty());
}

TEST_CASE("An input that will be made is no reason") {
  constexpr const char* kRecord = "carvel/packages/app/1.0.0/vendor.json";
  MemoryFileSystem files;
  files.WriteFile(JoinPath("/b", kRecord), "{}");
  files.WriteFile(JoinPath("/b", kOutput), "{}");
  WriteInputRecord({{kRecord, {.state = {.kind = 'f', .size = 9}, .content = std::nullopt}}},
                   JoinPath("/b", kOutput), files);
  for (const StaleStep& step : FindStaleSteps({.outputs = {kOutput, kRecord}, .reasons = {}}, "/b", files)) {
    CHECK(step.reasons.empty());
  }
  CHECK(FindStaleSteps({.outputs = {kOutput}, .reasons = {}}, "/b", files)[0].reasons.size() == 1);
}

TEST_CASE("Steps are told of once, in the order of the graph, and nothing else is") {
  MemoryFileSystem files;
  Strings outputs;
  NinjaPlan plan{.outputs = {"carvel/repositories/acme.yaml", "carvel/repositories/acme.yaml.dd",
                             "carvel/stages/beta/stage.json", "carvel/stages/beta/stage.json.dd",
                             "carvel/packages/b/1/package.yaml", "carvel/packages/b/1/metadata.yaml",
                             "carvel/packages/b/1/vendor.json", "carvel/packages/b/1/schema.json",
                             "carvel/packages/a/2/failure.txt", "build.ninja", "carvel/generator.id",
                             "registry/oci-layout", "all", "b-1", "packages/b/all", "lib/x.o"},
                 .reasons = {}};
  for (const std::string& output : plan.outputs) files.WriteFile("/b/" + output, "");
  files.WriteFile("/b/carvel/packages/b/1/rendered.json", "");
  for (const StaleStep& step : FindStaleSteps(plan, "/b", files)) {
    CHECK(step.reasons.empty());
    outputs.push_back(step.owner + ": " + step.command);
  }
  CHECK(outputs == Strings{"configuration: cmake", "generator: identify", "registry: layout",
                           "a 2: must-fail", "b 1: fetch", "b 1: render", "b 1: package", "stage beta: order", "stage beta: stage",
                           "repository acme: order", "repository acme: repository"});
}

}  // namespace
}  // namespace pkgrepo::packaging
