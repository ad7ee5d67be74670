#include "packaging/case_check.h"

#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "base/text_diff.h"
#include "packaging/build_tree.h"
#include "packaging/lock_check.h"
#include "packaging/manifests.h"
#include "packaging/package_images.h"
#include "packaging/package_source.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {
namespace {

using Findings = std::vector<std::string>;

Findings CheckExpected(const RenderedCase& rendered, const CaseCheckOptions& options, StepInputs& inputs) {
  const std::string expected_path = JoinPath(options.expected, rendered.FileName());
  const std::string expected = inputs.Read(expected_path);
  if (expected == rendered.text) return {};
  const std::string path =
      JoinPath(JoinPath(options.folders.output, kRenderedDirectory), rendered.FileName());
  return {UnifiedDiff({expected_path, expected}, {path, rendered.text}) +
          "  hint: if the rendered manifests are right, run cmake --build . --target " +
          options.folders.Target() + "-update-expected"};
}

Findings CheckImages(const RenderedCase& rendered, const CaseCheckOptions& options, StepInputs& inputs) {
  const PackageImages images(options.folders, inputs);
  const std::string lock_path = JoinPath(options.folders.output, kImagesFile);
  const imgpkg::ImagesLock lock = ParseImagesLock(lock_path, inputs.Read(lock_path));
  Findings findings;
  KbldInputs read = images.InputsOf(rendered);
  AddToLock(read, lock);  // for the images that the project makes itself
  for (const UnlockedImage& unlocked : FindImageUse(std::move(read.resources), lock).unlocked) {
    findings.push_back(images.LockPath() + ": image " + unlocked.ToString() +
                       " is not in the lock\n  hint: build the target " + options.folders.Target() +
                       "-lock to resolve it");
  }
  return findings;
}

// Whether the Package hands kapp the option that lets it.
bool MayDeployNothing(const PackageFolders& folders, StepInputs& inputs) {
  const PackageSource package = ReadPackageSource(folders, BundleDirectory(folders, inputs), inputs);
  return package.text.find("--dangerous-allow-empty-list-of-resources") != std::string::npos;
}

KbldInputs ReadDeployed(RenderedCase rendered, const PackageFolders& folders, StepInputs& inputs) {
  rendered.origins = ReadOrigins(rendered.name, folders.output, inputs);
  return PackageImages(folders, inputs).DeployedBy(rendered);
}

Findings CheckDeployed(const RenderedCase& rendered, const CaseCheckOptions& options, StepInputs& inputs) {
  const KbldInputs deployed = ReadDeployed(rendered, options.folders, inputs);
  if (!HasObjects(deployed.resources) && !MayDeployNothing(options.folders, inputs)) {
    return {"no objects are rendered, and kapp refuses to deploy nothing"};
  }
  return CheckObjects(deployed.resources, deployed.origins);
}

}  // namespace

RenderedCase FindCase(const std::string& name, const CaseCheckOptions& options, StepInputs& inputs) {
  std::vector<std::string> names;
  for (RenderedCase& rendered : ReadRenderedCases(options.folders.output, inputs)) {
    if (rendered.name == name) return std::move(rendered);
    names.push_back(rendered.name);
  }
  throw Error("there is no case '" + name + "'; the cases are " + Join(names, ", "))
      .At({.file = options.expected})
      .Hint(
          "a case is a file of that name in test/values; to remove what is expected of others, run "
          "cmake --build . --target " +
          options.folders.Target() + "-update-expected");
}

std::vector<std::string> CheckCase(const std::string& check, const RenderedCase& rendered,
                                   const CaseCheckOptions& options, StepInputs& inputs) {
  if (check == "refused") {
    if (rendered.refused) return CheckExpected(rendered, options, inputs);
    return {"the values should have been refused, but they render"};
  }
  if (rendered.refused) return {"the values are refused:\n" + rendered.text};
  if (check == "renders") return {};
  if (check == "expected") return CheckExpected(rendered, options, inputs);
  if (check == "images") return CheckImages(rendered, options, inputs);
  if (check == "objects") return CheckDeployed(rendered, options, inputs);
  if (check == "ordering") return CheckOrdering(ReadDeployed(rendered, options.folders, inputs).resources);
  throw Error("unknown check '" + check + "'")
      .Hint("checks are renders, refused, expected, objects, images and ordering");
}

}  // namespace pkgrepo::packaging
