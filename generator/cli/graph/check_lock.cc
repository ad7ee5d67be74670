// pkgrepo check-lock: checks that every image of the manifests is in the committed lock, without a network.

#include <memory>
#include <optional>
#include <ostream>
#include <set>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/build_tree.h"
#include "packaging/lock_check.h"
#include "packaging/package_images.h"
#include "packaging/project_images.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_cache.h"
#include "packaging/step_order.h"

namespace pkgrepo::cli {
namespace {

struct LockOptions {
  StepFlags step;
  std::string cache;
  std::string target;
  std::string image_order;
  std::string image_list;
};

// The lock of those images of the manifests that the project makes itself.
imgpkg::ImagesLock LockOwnImages(const LockOptions& options, const packaging::PackageImages& images,
                                 const std::vector<packaging::RenderedCase>& cases, packaging::StepInputs& inputs) {
  if (options.image_order.empty()) return {};
  const std::vector<packaging::ImageRecord> records = packaging::ReadOrderedImages(options.image_order, inputs);
  return records.empty() ? imgpkg::ImagesLock() : LockProjectImages(images.ReferencesOf(cases), records);
}

// Only a package that is declared ahead of all images has no order of them.
void RequireOrdered(const LockOptions& options, const packaging::PackageImages& images,
                    const std::vector<packaging::RenderedCase>& cases, VersionStep& step) {
  if (!options.image_order.empty() || options.image_list.empty()) return;
  const packaging::ProjectImages own = packaging::ProjectImages::Read(options.image_list, step.inputs());
  const std::set<std::string> names = own.NamesOf(images.ReferencesOf(cases));
  if (names.empty()) return;
  throw Error("the manifests name the project's image '" + *names.begin() + "', which is declared after this package")
      .At({.file = step.folders().source.directory()})
      .Hint("in CMakeLists.txt, declare images ahead of packages");
}

// Returns whether nothing was said that is to be said again.
bool Check(const LockOptions& options, VersionStep& step, std::ostream& out) {
  packaging::StepInputs& inputs = step.inputs();
  const packaging::PackageImages images(step.folders(), inputs);
  const std::string lock_path = images.LockPath();
  const std::vector<packaging::RenderedCase> cases = packaging::ReadRenderedCases(step.folders().output, inputs);
  const imgpkg::ImagesLock own = LockOwnImages(options, images, cases, inputs);
  packaging::LockCheck check(lock_path, inputs.ReadIfPresent(lock_path), options.target, own);
  const std::optional<Position> without_lock = images.WithoutLock();
  if (!without_lock) check.RequireIds();
  for (const packaging::RenderedCase& rendered : cases) {
    if (rendered.refused) continue;
    packaging::KbldInputs kbld = images.InputsWithImages(rendered);
    AddToLock(kbld, own);
    check.Add(rendered.name, std::move(kbld.resources), kbld.lock_counts);
  }
  const bool has_unread_lock = without_lock && !check.lock().images.empty();
  if (has_unread_lock) {
    out << without_lock->ToString()
        << ": note: this does not read .imgpkg/images.yml, so the cluster resolves tags itself\n";
  }
  if (!check.AreAllLocked()) RequireOrdered(options, images, cases, step);
  step.disk().WriteFileIfChanged(step.Output(packaging::kImagesFile), check.Finish().ToYaml());
  return !has_unread_lock;
}

packaging::CacheableStep Cacheable(const LockOptions& options, VersionStep& step) {
  packaging::CacheableStep work{.arguments = {"check-lock"},
                                .folders = step.folders(),
                                .outputs = {std::string(packaging::kImagesFile)}};
  if (!options.image_order.empty()) work.arguments.emplace_back("--image-order");
  const std::string rendered = step.Output(packaging::kRenderedDirectory);
  if (!step.disk().IsDirectory(rendered)) return work;
  for (const FileSystem::Entry& entry : step.disk().Walk(rendered)) {
    work.milliseconds += packaging::kCheckLockMillisecondsPerByte * static_cast<double>(entry.info.size);
  }
  return work;
}

// Ninja knows from the order that the step waits for these, wherever the result comes from.
void LeaveImagesToNinja(const LockOptions& options, VersionStep& step) {
  if (options.image_order.empty()) return;
  for (const std::string& file : packaging::ParseDyndepInputs(step.disk().ReadFile(options.image_order))) {
    step.inputs().LeaveToNinja(file);
  }
}

int Run(LockOptions& options, std::ostream& out, std::ostream& err) {
  VersionStep step(options.step);
  LeaveImagesToNinja(options, step);
  packaging::StepCache cache(options.step.depfile.empty() ? "" : options.cache, err);
  const packaging::CacheableStep work = Cacheable(options, step);
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
                      "manifests, and writes the entries in use to images.yml in --output-dir. Images that the project "
                      "makes itself need no entry: they are added, as their steps have made them.",
                  .examples = StepExample("check-lock")};
  options->step.Declare(command.flags);
  command.flags.String(&options->target, "target", 0, "Name `TARGET` in messages as what resolves images");
  command.flags.String(&options->image_order, "image-order", 0,
                       "Lock the images of the project whose records `FILE` names, which order-images has written");
  command.flags.String(&options->image_list, "image-list", 0, "Know from `FILE` which images the project makes, for messages");
  DeclareCache(&options->cache, command.flags);
  command.run = [options](const Invocation& invocation) {
    return Run(*options, invocation.out, invocation.err);
  };
  return command;
}

}  // namespace pkgrepo::cli
