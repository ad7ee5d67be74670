#include "cli/graph/running_step.h"

#include <algorithm>

#include "base/clock.h"
#include "base/depfile.h"
#include "base/file_system.h"
#include "packaging/step_failure.h"

namespace pkgrepo::cli {
namespace {

constexpr std::string_view kDepfileFlag = "--depfile";
constexpr std::string_view kDepfileEnding = ".d";

// The first of the outputs that the command line names by its dependency file; "" if it is not a step.
std::string OutputOf(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  const auto flag = std::find(words.begin(), end, kDepfileFlag);
  if (flag == end || flag + 1 == end || !(flag + 1)->ends_with(kDepfileEnding)) return "";
  const std::string file = ParseDepfilePlace(*(flag + 1)).file;
  return file.substr(0, file.size() - kDepfileEnding.size());
}

}  // namespace

RunningStep::RunningStep(const std::vector<std::string>& words)
    : command_(words.empty() ? "" : words[0]), output_(OutputOf(words)), began_(Now()) {
  if (!output_.empty()) turn_ = FileLock::OfFolder(std::string(DirName(output_)));
}

void RunningStep::NoteOutcome(const Error* error) const {
  if (output_.empty()) return;
  RealFileSystem files;
  try {
    if (error == nullptr) {
      packaging::NoteSuccess(output_, files);
    } else {
      packaging::NoteFailure(output_, command_, *error, files, began_);
    }
  } catch (const Error&) {  // what failed matters more
  }
}

}  // namespace pkgrepo::cli
