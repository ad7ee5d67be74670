// What a step leaves in the build tree when it fails: beside its output, OUTPUT.failed, until it succeeds. So all
// failures of a build that went on (`cmake --build … -- -k 0`) can be listed.
//
//   NoteFailure(output, "render", error, disk, began);
//   if (const std::optional<StepFailure> failure = ReadFailure(output, disk)) …

#ifndef PKGREPO_PACKAGING_STEP_FAILURE_H_
#define PKGREPO_PACKAGING_STEP_FAILURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::packaging {

struct StepFailure {
  // The command of the step: "render".
  std::string step;
  // One line, with file and line where they are known.
  std::string reason;
  // When the step began, in nanoseconds since 1970; 0 if that is not known.
  int64_t began = 0;
};

// What is added to the path of the output.
inline constexpr std::string_view kFailureEnding = ".failed";

void NoteFailure(const std::string& output, const std::string& step, const Error& error, FileSystem& files,
                 int64_t began = 0);
void NoteSuccess(const std::string& output, FileSystem& files);

// The failure of the step with this output; nullopt if it has not failed.
std::optional<StepFailure> ReadFailure(const std::string& output, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STEP_FAILURE_H_
