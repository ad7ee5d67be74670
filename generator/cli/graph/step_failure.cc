#include "cli/graph/step_failure.h"

#include <algorithm>

#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

constexpr std::string_view kDepfileFlag = "--depfile";
constexpr std::string_view kDepfileEnding = ".d";

std::string RecordOf(const std::string& output) { return output + ".failed"; }

// The first of the outputs that the command line names by its dependency file; "" if it is no step.
std::string OutputOf(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  const auto flag = std::find(words.begin(), end, kDepfileFlag);
  if (flag == end || flag + 1 == end || !(flag + 1)->ends_with(kDepfileEnding)) return "";
  return (flag + 1)->substr(0, (flag + 1)->size() - kDepfileEnding.size());
}

// Messages of several lines begin with what failed; the cause stands in the first line that says more than where.
std::string ReasonOf(const Error& error) {
  std::string reason;
  for (std::string_view line : SplitLines(error.message())) {
    line = Trim(line);
    for (const std::string_view head : {"ytt: Error:", "- "}) {
      if (line.starts_with(head)) line = Trim(line.substr(head.size()));
    }
    if (line.empty()) continue;
    reason += (reason.empty() ? "" : " ") + std::string(line);
    if (!line.ends_with(':')) break;
  }
  return error.position().file.empty() ? reason : error.position().ToString() + ": " + reason;
}

}  // namespace

void NoteOutcome(const std::vector<std::string>& words, const Error* error) {
  const std::string output = words.empty() ? "" : OutputOf(words);
  if (output.empty()) return;
  RealFileSystem files;
  try {
    if (error == nullptr) {
      files.RemoveAll(RecordOf(output));
    } else {
      files.WriteFile(RecordOf(output), words[0] + "\n" + ReasonOf(*error) + "\n");
    }
  } catch (const Error&) {  // what failed matters more
  }
}

std::optional<StepFailure> ReadFailure(const std::string& output, const FileSystem& files) {
  const std::string record = RecordOf(output);
  if (!files.IsFile(record)) return std::nullopt;
  const std::string text = files.ReadFile(record);
  const std::vector<std::string_view> lines = SplitLines(text);
  if (lines.size() < 2) return std::nullopt;
  return StepFailure{.step = std::string(lines[0]), .reason = std::string(lines[1])};
}

}  // namespace pkgrepo::cli
