// pkgrepo validate: one check of one rendered case, as a test.

#include <algorithm>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/input_record.h"
#include "packaging/manifests.h"
#include "packaging/package_images.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct ValidateOptions {
  std::string check;
  std::string case_name;
  StepFlags step;
  std::string expected;
};

// So many of packaging::VersionOutputs(), from the first, lead to the rendered cases.
constexpr size_t kRenderedOutputs = 2;

using Findings = std::vector<std::string>;

packaging::RenderedCase FindCase(const ValidateOptions& options, packaging::StepInputs& inputs) {
  for (packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (rendered.name == options.case_name) return std::move(rendered);
  }
  throw Error("case '" + options.case_name + "' is not rendered").Hint("build the package first");
}

// The first line in which two texts differ; a line that one of them has not is shown as such.
Findings Compare(const std::string& expected_path, const std::string& expected, const std::string& found) {
  if (expected == found) return {};
  const std::vector<std::string_view> wanted = SplitLines(expected);
  const std::vector<std::string_view> actual = SplitLines(found);
  size_t line = 0;
  while (line < wanted.size() && line < actual.size() && wanted[line] == actual[line]) ++line;
  const auto show = [line](const std::vector<std::string_view>& lines) {
    return line < lines.size() ? "'" + std::string(lines[line]) + "'" : std::string("the end");
  };
  return {expected_path + ":" + std::to_string(line + 1) + ": expected " + show(wanted) + ", found " +
          show(actual)};
}

Findings CheckExpected(const ValidateOptions& options, const packaging::RenderedCase& rendered,
                       bool must_be_refused, packaging::StepInputs& inputs) {
  const std::string path =
      JoinPath(options.expected, options.case_name + (must_be_refused ? ".stderr" : ".yaml"));
  if (rendered.refused == must_be_refused) return Compare(path, inputs.Read(path), rendered.text);
  if (must_be_refused) return {"the values should have been refused, but they render"};
  return {"the values are refused:\n" + rendered.text};
}

Findings CheckImages(const ValidateOptions& options, const packaging::RenderedCase& rendered,
                     packaging::StepInputs& inputs) {
  const packaging::PackageImages images(options.step.folders, inputs);
  const std::string lock_path = JoinPath(options.step.folders.output, packaging::kImagesFile);
  const imgpkg::ImagesLock lock = imgpkg::ImagesLock::Parse(inputs.Read(lock_path));
  Findings findings;
  for (const packaging::UnlockedImage& unlocked :
       packaging::FindImageUse(images.InputsOf(rendered).resources, lock).unlocked) {
    findings.push_back(
        images.LockPath() + ": image " + unlocked.ToString() +
        " is not in the lock\n  hint: the target of the version that ends in -lock resolves it");
  }
  return findings;
}

Findings Check(const ValidateOptions& options, packaging::StepInputs& inputs) {
  const packaging::RenderedCase rendered = FindCase(options, inputs);
  if (options.check == "refused") return CheckExpected(options, rendered, true, inputs);
  if (rendered.refused) return {"the values are refused:\n" + rendered.text};
  if (options.check == "renders") return {};
  if (options.check == "expected") return CheckExpected(options, rendered, false, inputs);
  if (options.check == "images") return CheckImages(options, rendered, inputs);
  const packaging::Resources resources = packaging::ParseManifests(rendered);
  if (options.check == "objects") {
    return packaging::CheckObjects(resources,
                                   packaging::ReadOrigins(rendered, options.step.folders.output, inputs));
  }
  if (options.check == "ordering") return packaging::CheckOrdering(resources);
  throw Error("unknown check '" + options.check + "'")
      .Hint("checks are renders, refused, expected, objects, images and ordering");
}

int Run(ValidateOptions& options, std::ostream& out) {
  RequireFlag(options.check, "check");
  RequireFlag(options.case_name, "case");
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  // What is older than its sources proves nothing.
  const std::vector<std::string> outputs = packaging::VersionOutputs(options.step.folders.output);
  packaging::RequireFresh(outputs, disk, kRenderedOutputs);
  const Findings findings = Check(options, inputs);
  if (findings.empty() && options.check == "images") packaging::RequireFresh(outputs, disk);
  for (const std::string& finding : findings) out << finding << "\n";
  return findings.empty() ? 0 : 1;
}

}  // namespace

Command MakeValidateCommand() {
  auto options = std::make_shared<ValidateOptions>();
  Command command{.name = "validate", .summary = "Check one rendered case of a package version"};
  FlagSet& flags = command.flags;
  flags.String(&options->check, "check", 0,
               "What to check: renders, refused, expected, objects, images, ordering");
  flags.String(&options->case_name, "case", 0, "Name of the case");
  options->step.Declare(flags);
  flags.String(&options->expected, "expected", 0, "Folder of the expected manifests");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
