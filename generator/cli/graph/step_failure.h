// Leaves in the build tree how a step of the graph has ended (packaging/step_failure.h).

#ifndef PKGREPO_CLI_GRAPH_STEP_FAILURE_H_
#define PKGREPO_CLI_GRAPH_STEP_FAILURE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::cli {

// `words` is the command line, and `began` the time when it was given (base/clock.h). For anything but a step, which is known by its --depfile, nothing is done; nor where the
// build tree cannot be written to. Without `error`, the step has succeeded.
void NoteOutcome(const std::vector<std::string>& words, int64_t began, const Error* error);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_STEP_FAILURE_H_
