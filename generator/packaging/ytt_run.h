// One run of ytt, as a template step of a Package calls it.

#ifndef PKGREPO_PACKAGING_YTT_RUN_H_
#define PKGREPO_PACKAGING_YTT_RUN_H_

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/memory_budget.h"
#include "packaging/step_inputs.h"
#include "starlark/values/heap.h"
#include "ytt/files/input_files.h"
#include "ytt/library/library_execution.h"
#include "ytt/schema/inferred_schema.h"

namespace pkgrepo::packaging {

struct YttArguments {
  // Files and folders; "-" is `stream`.
  std::vector<std::string> files;
  std::string stream;
  // Files of values; those with the annotation #@data/values count as files.
  std::vector<std::string> values_files;
  std::vector<std::string> file_marks;
  bool ignore_unknown_comments = false;
  // Gets what templates print; must outlive the run.
  std::ostream* messages = nullptr;
};

// The files of a run, which other runs of the same step take as they are: found, read and parsed once.
struct YttFiles {
  std::vector<std::string> arguments;
  std::unique_ptr<ytt::LibraryTree> library;
  std::shared_ptr<ytt::ParsedFiles> parsed;
};

// Objects of the run live as long as this does. What it reads is noted in `inputs`, which must outlive it.
class YttRun {
 public:
  // `kept` is what an earlier run of the step has left there, or null. Throws Error with ytt's message.
  YttRun(YttArguments arguments, StepInputs& inputs, std::shared_ptr<YttFiles>& kept);

  struct Result {
    std::string manifests;
    // Of each document, where it begins: "app.yaml:3"; "" where that is not known.
    std::vector<std::string> origins;
  };
  // Throws Error with ytt's message if the templates fail, or refuse their values.
  Result Render();
  // Whether there is a schema of the values.
  bool HasSchema();
  // The schema that ytt/schema/inferred_schema.h makes of the values; nullopt if they have one, or if there are none.
  struct InferredSchema {
    std::string text;
    // Of the file on disk that has the first values; "" if they come from elsewhere.
    std::string values_file;
  };
  std::optional<InferredSchema> InferSchema(ytt::ListDefaults lists);
  // The schema of the values in OpenAPI v3: the one that there is, else the inferred one, which lets other keys in, as
  // values without a schema do; null if there are no values.
  nlohmann::json ValuesSchema();

 private:
  std::string DiskPathOf(const yaml::Position& position) const;

  MemoryBudget budget_{MemoryLimit()};
  starlark::Heap heap_;
  std::istringstream stream_;
  ytt::InputFiles input_;
  std::shared_ptr<YttFiles> files_;
  std::unique_ptr<ytt::LibraryExecution> execution_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_YTT_RUN_H_
