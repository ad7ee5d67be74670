// A step of the graph while it runs.
//
//   RunningStep step(words);
//   …
//   step.NoteOutcome(nullptr);
//
// Two steps that write to the same folder of the build tree take turns. Ninja has no such two at once; but when it is
// killed, its last steps may live on under the next one, and nothing keeps a user from two builds of one build tree.

#ifndef PKGREPO_CLI_GRAPH_RUNNING_STEP_H_
#define PKGREPO_CLI_GRAPH_RUNNING_STEP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_lock.h"

namespace pkgrepo::cli {

class RunningStep {
 public:
  // Waits until no other step writes to the folder of its output. `words` is the command line; if it is no step, which is
  // known by its --depfile, all this does nothing.
  explicit RunningStep(const std::vector<std::string>& words);

  // Leaves in the build tree how the step has ended (packaging/step_failure.h): well, without `error`. Does nothing where
  // the build tree cannot be written to.
  void NoteOutcome(const Error* error) const;

 private:
  std::string command_;
  std::string output_;  // "" if it is no step
  int64_t began_;       // when the command was given (base/clock.h)
  std::optional<FileLock> turn_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_RUNNING_STEP_H_
