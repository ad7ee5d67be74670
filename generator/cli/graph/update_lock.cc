// pkgrepo update-lock: resolves the images of a package version, and writes its lock to the source tree.

#include <memory>
#include <ostream>
#include <set>

#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "cli/registry_flags.h"
#include "kbld/resolver.h"
#include "packaging/lock_check.h"
#include "packaging/lock_update.h"
#include "packaging/package_images.h"
#include "packaging/project_images.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct UpdateLockOptions {
  StepFlags step;
  RegistryFlags registry;
  std::string image_list;
  bool relock = false;
};

// What the project makes itself is in no lock.
void LeaveOutOwnImages(const std::string& image_list, packaging::ImageReferences& wanted, imgpkg::ImagesLock& lock,
                       VersionStep& step, std::ostream& out) {
  if (image_list.empty()) return;
  const packaging::ProjectImages own = packaging::ProjectImages::Read(image_list, step.inputs());
  const std::set<std::string> left_out = own.ReferencesOf(wanted);
  std::erase_if(wanted.references, [&](const std::string& reference) { return left_out.contains(reference); });
  std::erase_if(lock.images, [&](const imgpkg::LockedImage& image) {
    const auto id = image.annotations.find(std::string(kbld::kIdAnnotation));
    const bool is_own = id != image.annotations.end() && left_out.contains(id->second);
    if (is_own) out << "- " << id->second << ": the project makes it\n";
    return is_own;
  });
}

int Run(UpdateLockOptions& options, std::ostream& out) {
  VersionStep step(options.step);
  RealFileSystem& disk = step.disk();
  const packaging::PackageImages images(step.folders(), step.inputs());
  packaging::ImageReferences wanted =
      images.ReferencesOf(packaging::ReadRenderedCases(step.folders().output, step.inputs()));
  const std::string path = images.LockPath();
  const imgpkg::ImagesLock old =
      disk.IsFile(path) ? packaging::ParseImagesLock(path, disk.ReadFile(path)) : imgpkg::ImagesLock();
  imgpkg::ImagesLock without_own = old;
  LeaveOutOwnImages(options.image_list, wanted, without_own, step, out);
  const packaging::LockUpdate update = packaging::UpdateLock(
      without_own, wanted.references, wanted.config, {.relock = options.relock},
      [&](const std::vector<std::string>& references) {
        const RegistryByFlags connection(options.registry, RegistryTool::kImgpkg);
        return kbld::Resolver(wanted.config, connection.client(), {.platform = {}}).ResolveAll(references);
      });
  for (const std::string& change : update.changes) out << change << "\n";
  if (disk.IsFile(path) && update.lock.images == old.images) {
    out << path << " is unchanged, with " << old.images.size() << " images\n";
    return 0;
  }
  disk.WriteFile(path, update.lock.ToYaml());
  out << "Wrote " << path << ", with " << update.lock.images.size() << " images\n";
  return 0;
}

}  // namespace

Command MakeUpdateLockCommand() {
  auto options = std::make_shared<UpdateLockOptions>();
  Command command{
      .name = "update-lock",
      .summary = "Resolve the images of a package version, and write its lock",
      .description =
          "Asks the registries for the digests of the images in the rendered manifests that "
          ".imgpkg/images.yml lacks, and adds them there, in the source tree. All other entries stay, "
          "with their annotations.",
      .examples = StepExample("update-lock", "--relock")};
  options->step.DeclareWithoutDepfile(command.flags);
  command.flags.Bool(
      &options->relock, "relock", 0,
      "Resolve all tags again, and drop what kbld has locked for images that are no longer used");
  command.flags.String(&options->image_list, "image-list", 0,
                       "Leave out the images that the project makes itself, which `FILE` lists");
  options->registry.DeclareForImgpkg(command.flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
