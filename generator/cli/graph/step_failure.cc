#include "cli/graph/step_failure.h"

#include <algorithm>

#include "base/depfile.h"
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

void NoteOutcome(const std::vector<std::string>& words, int64_t began, const Error* error) {
  const std::string output = words.empty() ? "" : OutputOf(words);
  if (output.empty()) return;
  RealFileSystem files;
  try {
    if (error == nullptr) {
      packaging::NoteSuccess(output, files);
    } else {
      packaging::NoteFailure(output, words[0], *error, files, began);
    }
  } catch (const Error&) {  // what failed matters more
  }
}

}  // namespace pkgrepo::cli
