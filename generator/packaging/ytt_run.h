// One run of ytt, as a template step of a Package calls it.

#ifndef PKGREPO_PACKAGING_YTT_RUN_H_
#define PKGREPO_PACKAGING_YTT_RUN_H_

#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/memory_budget.h"
#include "packaging/step_inputs.h"
#include "starlark/values/heap.h"
#include "ytt/files/input_files.h"
#include "ytt/library/library_execution.h"

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

// Objects of the run live as long as this does. What it reads is noted in `inputs`, which must outlive it.
class YttRun {
 public:
  // Throws Error with ytt's message.
  YttRun(YttArguments arguments, StepInputs& inputs);

  struct Result {
    std::string manifests;
    // Of each document, where it begins: "app.yaml:3"; "" where that is not known.
    std::vector<std::string> origins;
  };
  // Throws Error with ytt's message if the templates fail, or refuse their values.
  Result Render();
  // The schema of the values in OpenAPI v3; null if there is none.
  nlohmann::json ValuesSchema();

 private:
  MemoryBudget budget_{MemoryLimit()};
  starlark::Heap heap_;
  std::istringstream stream_;
  ytt::InputFiles input_;
  std::unique_ptr<ytt::LibraryTree> library_;
  std::unique_ptr<ytt::LibraryExecution> execution_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_YTT_RUN_H_
