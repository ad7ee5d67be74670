// What a step of the graph leaves in the build tree when it fails, so that `pkgrepo summary` can list all failures of a
// build that went on (`cmake --build … -- -k 0`): beside the step's output, OUTPUT.failed, until it succeeds.

#ifndef PKGREPO_CLI_GRAPH_STEP_FAILURE_H_
#define PKGREPO_CLI_GRAPH_STEP_FAILURE_H_

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::cli {

// `words` is the command line. For anything but a step, which is known by its --depfile, nothing is done; nor where the
// build tree cannot be written to. Without `error`, the step has succeeded.
void NoteOutcome(const std::vector<std::string>& words, const Error* error);

struct StepFailure {
  std::string step;
  // One line, with file and line where they are known.
  std::string reason;
};

// The failure of the step with this output; nullopt if it has not failed.
std::optional<StepFailure> ReadFailure(const std::string& output, const FileSystem& files);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_STEP_FAILURE_H_
