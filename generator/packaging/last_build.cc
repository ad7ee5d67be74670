#include "packaging/last_build.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>

#include "base/error.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/ninja_log.h"
#include "packaging/step_failure.h"
#include "packaging/step_place.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

constexpr int64_t kMillisecond = 1'000'000;
// The clock of files may be behind by a tick.
constexpr int64_t kTick = 20 * kMillisecond;
// Longer than Ninja needs from the end of a step to the next.
constexpr int64_t kPause = 1000 * kMillisecond;

std::vector<StaleReason> ReasonsOf(const StepPlace& place, const std::string& build, const FileSystem& files) {
  try {
    // What makes CMake run is recorded by the step after it.
    return ReadInputRecord(JoinPath(build, place.output == kManifest ? "carvel/configured" : place.output), files).reasons;
  } catch (const Error&) {
    return {};
  }
}

struct Failure {
  std::string output;
  StepFailure step;
  int64_t ended = 0;
};

std::vector<Failure> FindFailures(const std::string& build, const FileSystem& files) {
  std::vector<Failure> failures;
  for (const std::string& output : RecordedOutputs(BuildTree(JoinPath(build, kBuildTree)), files)) {
    std::optional<StepFailure> failure = ReadFailure(output, files);
    const std::optional<FileInfo> record = files.Stat(output + std::string(kFailureEnding));
    if (!failure || !record) continue;
    failures.push_back({.output = output.substr(build.size() + 1), .step = *std::move(failure), .ended = record->mtime});
  }
  return failures;
}

// The steps that failed in the last build, with the reason. If that is a later one than `logged`, in which no step has
// succeeded, that becomes empty.
std::map<StepPlace, std::string> FindLastFailures(const std::string& build, LoggedBuild& logged, const FileSystem& files) {
  std::vector<Failure> failures = FindFailures(build, files);
  std::ranges::sort(failures, {}, [](const Failure& failure) { return failure.step.began; });
  std::map<StepPlace, std::string> places;
  for (Failure& failure : failures) {
    const std::optional<StepPlace> place = PlaceOfStep(failure.output);
    if (!place || failure.step.began < logged.begin) continue;
    if (failure.step.began > logged.end + kPause) {
      places.clear();
      logged = {.outputs = {}, .begin = failure.step.began, .end = failure.ended};
    }
    logged.end = std::max(logged.end, failure.ended);
    places.emplace(*place, std::move(failure.step.reason));
  }
  return places;
}

}  // namespace

LoggedBuild FindLoggedBuild(std::string_view log) {
  std::vector<NinjaLogEntry> entries = ParseNinjaLog(log);
  std::ranges::sort(entries, std::ranges::greater(), &NinjaLogEntry::time);
  LoggedBuild build;
  // The build began in between.
  int64_t earliest = std::numeric_limits<int64_t>::min();
  int64_t latest = std::numeric_limits<int64_t>::max();
  int64_t longest = 0;
  for (NinjaLogEntry& entry : entries) {
    const int64_t from = std::max(earliest, entry.time - entry.end * kMillisecond);
    const int64_t to = std::min(latest, entry.time - entry.start * kMillisecond + kTick);
    if (from > to) break;
    earliest = from;
    latest = to;
    longest = std::max(longest, entry.end);
    build.outputs.insert(std::move(entry.output));
  }
  if (build.outputs.empty()) return build;
  build.begin = earliest;
  build.end = latest + longest * kMillisecond;
  return build;
}

std::vector<StaleStep> FindLastSteps(const std::string& build, const FileSystem& files) {
  const std::string file = JoinPath(build, ".ninja_log");
  LoggedBuild logged = FindLoggedBuild(files.IsFile(file) ? files.ReadFile(file) : "");
  const std::map<StepPlace, std::string> failures = FindLastFailures(build, logged, files);
  std::map<StepPlace, std::string> places = failures;
  for (const std::string& output : logged.outputs) {
    if (const std::optional<StepPlace> place = PlaceOfStep(output)) places.try_emplace(*place);
  }
  std::vector<StaleStep> steps;
  for (const auto& [place, failure] : places) {
    if (!steps.empty() && steps.back().output == place.output) continue;  // another output of the same step
    // The record of a step that failed is of an earlier build.
    std::vector<StaleReason> reasons;
    if (failure.empty()) reasons = ReasonsOf(place, build, files);
    // What earlier steps have made tells that it followed.
    std::erase_if(reasons, [](const StaleReason& reason) { return IsInside(reason.path, kBuildTree); });
    steps.push_back({place.owner, place.command, place.output, std::move(reasons), failure});
  }
  return steps;
}

}  // namespace pkgrepo::packaging
