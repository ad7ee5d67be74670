#include "packaging/case_test.h"

#include <optional>

#include "base/error.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/step_failure.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

// Where the values are refused, the first check of the case says so, and the others have nothing to check.
bool IsFirstCheck(const std::string& check) { return check == "renders" || check == "refused"; }

CaseResult Skip(const std::string& why, const CaseCheckOptions& options, const std::string& case_name) {
  return {.skipped = true,
          .messages = {"not checked: " + why + ", as the first test of " + options.folders.Target() + "/" +
                       case_name + " reports"}};
}

// Why the version has not been rendered; nullopt if it has, or if nobody has tried.
std::optional<std::string> FindStepFailure(const std::vector<std::string>& outputs, const FileSystem& files) {
  for (size_t i = 0; i < CountUntil("render"); ++i) {
    if (const std::optional<StepFailure> failure = ReadFailure(outputs[i], files)) return failure->reason;
  }
  return std::nullopt;
}

bool TakesLong(const std::string& check) {
  return check == "images" || check == "objects" || check == "ordering";
}

// The messages of a check whose success may be known from another build.
std::vector<std::string> CheckOnce(const std::string& check, RenderedCase rendered,
                                   const CaseCheckOptions& options, StepCache& cache,
                                   const StepInputs& inputs) {
  const CacheableStep work{
      .arguments = {"validate", "--check", check, "--case", rendered.name},
      .folders = options.folders,
      .outputs = {},
      .milliseconds = kTestMillisecondsPerByte * static_cast<double>(rendered.text.size())};
  StepInputs checked(inputs.files(), inputs.disk());
  if (cache.Restore(work, checked)) return {};
  rendered.text =
      checked.Read(JoinPath(JoinPath(options.folders.output, kRenderedDirectory), rendered.FileName()));
  std::vector<std::string> messages = CheckCase(check, rendered, options, checked);
  if (!messages.empty()) return messages;
  checked.NoteContents();
  cache.Keep(work, checked);
  return {};
}

}  // namespace

CaseResult TestCase(const std::string& check, const std::string& case_name, const CaseCheckOptions& options,
                    StepInputs& inputs, StepCache* cache) {
  const std::vector<std::string> outputs = VersionOutputs(options.folders.output);
  if (const std::optional<std::string> reason = FindStepFailure(outputs, inputs.disk())) {
    const bool reports = IsFirstCheck(check) && case_name == kDefaultCase;
    if (!reports) return Skip("the version does not render", options, kDefaultCase);
    throw Error("the last build could not render the version: " + *reason).Hint("run cmake --build");
  }
  const std::string lock = JoinPath(options.folders.output, kImagesFile);
  const bool lacks_lock = check == "images" && !inputs.disk().IsFile(lock);
  if (const std::optional<StepFailure> failure = ReadFailure(lock, inputs.disk()); lacks_lock && failure) {
    throw Error("the last build could not check the images: " + failure->reason).Hint("run cmake --build");
  }
  // What is older than its sources proves nothing.
  RequireFresh(outputs, inputs.disk(), CountUntil(lacks_lock ? "check-lock" : "render"));
  const RenderedCase rendered = FindCase(case_name, options, inputs);
  if (rendered.refused && !IsFirstCheck(check)) return Skip("the values are refused", options, case_name);
  CaseResult result{.messages = cache != nullptr && TakesLong(check)
                                    ? CheckOnce(check, rendered, options, *cache, inputs)
                                    : CheckCase(check, rendered, options, inputs)};
  if (result.messages.empty() && check == "images") RequireFresh(outputs, inputs.disk());
  return result;
}

}  // namespace pkgrepo::packaging
