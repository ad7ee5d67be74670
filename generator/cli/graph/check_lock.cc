// pkgrepo check-lock: checks that every image of the manifests is in the committed lock, without a network.

#include <memory>
#include <optional>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/lock_check.h"
#include "packaging/package_images.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct LockOptions {
  StepFlags step;
  std::string target;
};

int Run(LockOptions& options, std::ostream& out) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const packaging::PackageImages images(options.step.folders, inputs);
  const std::string lock_path = images.LockPath();
  packaging::LockCheck check(lock_path, inputs.ReadIfPresent(lock_path), options.target);
  const std::optional<Position> without_lock = images.WithoutLock();
  if (!without_lock) check.RequireIds();
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (rendered.refused) continue;
    packaging::KbldInputs kbld = images.InputsOf(rendered);
    check.Add(rendered.name, std::move(kbld.resources), kbld.lock_counts);
  }
  if (without_lock && !check.lock().images.empty()) {
    out << without_lock->ToString()
        << ": note: this does not read .imgpkg/images.yml, so the cluster resolves tags itself\n";
  }
  const std::string output = options.step.Output(packaging::kImagesFile);
  disk.WriteFileIfChanged(output, check.Finish().ToYaml());
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakeCheckLockCommand() {
  auto options = std::make_shared<LockOptions>();
  Command command{.name = "check-lock",
                  .summary = "Check that every image of a package version is in its committed lock"};
  options->step.Declare(command.flags);
  command.flags.String(&options->target, "target", 0, "Target that resolves images, to be named in messages");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
