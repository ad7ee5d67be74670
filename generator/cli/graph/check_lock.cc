// pkgrepo check-lock: checks that every image of the manifests is in the committed lock, without a network.

#include <memory>
#include <optional>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/build_tree.h"
#include "packaging/lock_check.h"
#include "packaging/package_images.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_cache.h"

namespace pkgrepo::cli {
namespace {

struct LockOptions {
  StepFlags step;
  std::string cache;
  std::string target;
};

// Returns whether nothing was said that is to be said again.
bool Check(const LockOptions& options, VersionStep& step, std::ostream& out) {
  packaging::StepInputs& inputs = step.inputs();
  const packaging::PackageImages images(step.folders(), inputs);
  const std::string lock_path = images.LockPath();
  packaging::LockCheck check(lock_path, inputs.ReadIfPresent(lock_path), options.target);
  const std::optional<Position> without_lock = images.WithoutLock();
  if (!without_lock) check.RequireIds();
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(step.folders().output, inputs)) {
    if (rendered.refused) continue;
    packaging::KbldInputs kbld = images.InputsWithImages(rendered);
    check.Add(rendered.name, std::move(kbld.resources), kbld.lock_counts);
  }
  const bool has_unread_lock = without_lock && !check.lock().images.empty();
  if (has_unread_lock) {
    out << without_lock->ToString()
        << ": note: this does not read .imgpkg/images.yml, so the cluster resolves tags itself\n";
  }
  step.disk().WriteFileIfChanged(step.Output(packaging::kImagesFile), check.Finish().ToYaml());
  return !has_unread_lock;
}

packaging::CacheableStep Cacheable(VersionStep& step) {
  packaging::CacheableStep work{.arguments = {"check-lock"},
                                .folders = step.folders(),
                                .outputs = {std::string(packaging::kImagesFile)}};
  const std::string rendered = step.Output(packaging::kRenderedDirectory);
  if (!step.disk().IsDirectory(rendered)) return work;
  for (const FileSystem::Entry& entry : step.disk().Walk(rendered)) {
    work.milliseconds += packaging::kCheckLockMillisecondsPerByte * static_cast<double>(entry.info.size);
  }
  return work;
}

int Run(LockOptions& options, std::ostream& out, std::ostream& err) {
  VersionStep step(options.step);
  packaging::StepCache cache(options.step.depfile.empty() ? "" : options.cache, err);
  const packaging::CacheableStep work = Cacheable(step);
  const bool may_keep = !cache.Restore(work, step.inputs()) && Check(options, step, out);
  step.Finish(packaging::kImagesFile);
  if (may_keep) cache.Keep(work, step.inputs());
  return 0;
}

}  // namespace

Command MakeCheckLockCommand() {
  auto options = std::make_shared<LockOptions>();
  Command command{.name = "check-lock",
                  .summary = "Check that every image of a package version is in its committed lock",
                  .description =
                      "Checks without a network that .imgpkg/images.yml has every image of the rendered "
                      "manifests, and writes the entries in use to images.yml in --output-dir.",
                  .examples = StepExample("check-lock")};
  options->step.Declare(command.flags);
  command.flags.String(&options->target, "target", 0, "Name `TARGET` in messages as what resolves images");
  DeclareCache(&options->cache, command.flags);
  command.run = [options](const Invocation& invocation) {
    return Run(*options, invocation.out, invocation.err);
  };
  return command;
}

}  // namespace pkgrepo::cli
