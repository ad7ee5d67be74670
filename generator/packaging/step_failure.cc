#include "packaging/step_failure.h"

#include <charconv>
#include <system_error>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

std::string RecordOf(const std::string& output) { return output + std::string(kFailureEnding); }

// The place in a line of ytt's that shows it, "deployment.yaml:15" of "deployment.yaml:15 | a: #@ nothing"; else "".
std::string_view PlaceShown(std::string_view line) {
  line = Trim(line);
  const size_t bar = line.find(" | ");
  if (bar == std::string_view::npos) return "";
  const std::string_view place = line.substr(0, bar);
  const size_t number = place.find_last_not_of("0123456789") + 1;
  return number > 1 && number < place.size() && place[number - 1] == ':' ? place : "";
}

// What a line of ytt's says that it found or expected, "found: integer" of "    = found: integer"; else "".
std::string_view FindingIn(std::string_view line) {
  line = Trim(line);
  return line.starts_with("= ") ? Trim(line.substr(2)) : "";
}

// Messages of several lines begin with what failed; the cause stands in the first line that says more than where, and its
// place, or what was found there and what was expected, in lines below.
std::string ReasonOf(const Error& error) {
  std::string reason;
  std::string findings;
  bool is_whole = false;
  for (std::string_view line : SplitLines(error.message())) {
    if (is_whole) {
      if (const std::string_view place = PlaceShown(line); !place.empty() && findings.empty()) {
        findings = place;
        break;
      }
      const std::string_view finding = FindingIn(line);
      if (finding.empty() && !findings.empty()) break;
      if (!finding.empty()) findings += (findings.empty() ? "" : ", ") + std::string(finding);
      continue;
    }
    line = Trim(line);
    for (const std::string_view head : {"ytt: Error:", "- "}) {
      if (line.starts_with(head)) line = Trim(line.substr(head.size()));
    }
    if (line.empty()) continue;
    reason += (reason.empty() ? "" : " ") + std::string(line);
    is_whole = !line.ends_with(':');
  }
  if (!findings.empty()) reason += " (" + findings + ")";
  return error.position().file.empty() ? reason : error.position().ToString() + ": " + reason;
}

}  // namespace

void NoteFailure(const std::string& output, const std::string& step, const Error& error, FileSystem& files,
                 int64_t began) {
  files.WriteFile(RecordOf(output), step + "\n" + ReasonOf(error) + "\n" + std::to_string(began) + "\n");
}

void NoteSuccess(const std::string& output, FileSystem& files) { files.RemoveAll(RecordOf(output)); }

std::optional<StepFailure> ReadFailure(const std::string& output, const FileSystem& files) {
  const std::string record = RecordOf(output);
  if (!files.IsFile(record)) return std::nullopt;
  const std::string text = files.ReadFile(record);
  const std::vector<std::string_view> lines = SplitLines(text);
  if (lines.size() < 3) return std::nullopt;
  StepFailure failure{.step = std::string(lines[0]), .reason = std::string(lines[1])};
  const std::string_view began = lines[2];
  if (std::from_chars(began.data(), began.data() + began.size(), failure.began).ec != std::errc()) return std::nullopt;
  return failure;
}

}  // namespace pkgrepo::packaging
