// pkgrepo validate: one check of one rendered case, as a test.

#include <memory>
#include <optional>
#include <ostream>

#include "base/error.h"
#include "base/text_diff.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_failure.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/input_record.h"
#include "packaging/manifests.h"
#include "packaging/package_images.h"
#include "packaging/package_source.h"
#include "packaging/rendered_cases.h"
#include "packaging/vendored_bundle.h"

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

// What CTest takes for a test that could not be made (SKIP_RETURN_CODE in cmake/PackageRepoTests.cmake).
constexpr int kSkipped = 77;

using Findings = std::vector<std::string>;

packaging::RenderedCase FindCase(const ValidateOptions& options, packaging::StepInputs& inputs) {
  for (packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (rendered.name == options.case_name) return std::move(rendered);
  }
  throw Error("case '" + options.case_name + "' is not rendered").Hint("build the package first");
}

// The tests of a version, and its targets, begin with <name>-<version>.
std::string TargetOf(const ValidateOptions& options) {
  const std::string& output = options.step.folders.output;
  return std::string(BaseName(DirName(output))) + "-" + std::string(BaseName(output));
}

Findings CheckExpected(const ValidateOptions& options, const packaging::RenderedCase& rendered,
                       packaging::StepInputs& inputs) {
  const std::string expected_path = JoinPath(options.expected, rendered.FileName());
  const std::string expected = inputs.Read(expected_path);
  if (expected == rendered.text) return {};
  const std::string path = JoinPath(options.step.Output(packaging::kRenderedDirectory), rendered.FileName());
  return {UnifiedDiff({expected_path, expected}, {path, rendered.text}) +
          "  hint: if what is rendered is right, run cmake --build . --target " + TargetOf(options) +
          "-update-expected"};
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

// Whether the Package hands kapp the option that lets it.
bool MayDeployNothing(const ValidateOptions& options, packaging::StepInputs& inputs) {
  const packaging::PackageFolders& folders = options.step.folders;
  const packaging::PackageSource package =
      packaging::ReadPackageSource(folders, packaging::BundleDirectory(folders, inputs), inputs);
  return package.text.find("--dangerous-allow-empty-list-of-resources") != std::string::npos;
}

bool IsFirstCheck(const ValidateOptions& options) {
  return options.check == "renders" || options.check == "refused";
}

// Why the version has not been rendered; nullopt if it has, or if nobody has tried.
std::optional<std::string> FindStepFailure(const std::vector<std::string>& outputs, const FileSystem& disk) {
  for (size_t i = 0; i < kRenderedOutputs; ++i) {
    if (const std::optional<StepFailure> failure = ReadFailure(outputs[i], disk)) return failure->reason;
  }
  return std::nullopt;
}

Findings Check(const ValidateOptions& options, const packaging::RenderedCase& rendered,
               packaging::StepInputs& inputs) {
  if (options.check == "refused") {
    if (rendered.refused) return CheckExpected(options, rendered, inputs);
    return {"the values should have been refused, but they render"};
  }
  if (rendered.refused) return {"the values are refused:\n" + rendered.text};
  if (options.check == "renders") return {};
  if (options.check == "expected") return CheckExpected(options, rendered, inputs);
  if (options.check == "images") return CheckImages(options, rendered, inputs);
  const packaging::Resources resources = packaging::ParseManifests(rendered);
  if (options.check == "objects") {
    if (!packaging::HasObjects(resources) && !MayDeployNothing(options, inputs)) {
      return {"no object is rendered, and kapp refuses to deploy none"};
    }
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
  const std::vector<std::string> outputs = packaging::VersionOutputs(options.step.folders.output);
  // One test tells of one failure; those that hang on it say where to look.
  const auto skip = [&](const std::string& why, const std::string& case_name) {
    out << "not checked: " << why << ", as the first test of " << TargetOf(options) << "/" << case_name
        << " tells\n";
    return kSkipped;
  };
  if (const std::optional<std::string> reason = FindStepFailure(outputs, disk)) {
    const bool is_told = options.case_name == packaging::kDefaultCase && IsFirstCheck(options);
    if (!is_told) return skip("the version does not render", packaging::kDefaultCase);
    throw Error("the last build could not render the version: " + *reason).Hint("run cmake --build");
  }
  // What is older than its sources proves nothing.
  packaging::RequireFresh(outputs, disk, kRenderedOutputs);
  const packaging::RenderedCase rendered = FindCase(options, inputs);
  if (rendered.refused && !IsFirstCheck(options)) return skip("the values are refused", options.case_name);
  const Findings findings = Check(options, rendered, inputs);
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
