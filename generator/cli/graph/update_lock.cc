// pkgrepo update-lock: resolves the images of a package version, and writes its lock to the source tree.

#include <memory>
#include <ostream>
#include <set>

#include "base/json_member.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/resolver.h"
#include "kbld/resource.h"
#include "packaging/bundle_view.h"
#include "packaging/lock_check.h"
#include "packaging/lock_update.h"
#include "packaging/package_images.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct UpdateLockOptions {
  StepFlags step;
  RegistryFlags registry;
  bool relock = false;
};

// What all cases together use, each object as often as it is rendered, without the lock itself.
kbld::Inputs CollectInputs(const UpdateLockOptions& options, const packaging::PackageImages& images,
                           packaging::StepInputs& inputs) {
  packaging::Resources resources;
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (rendered.refused) continue;
    for (nlohmann::json& resource : images.InputsOf(rendered).resources) {
      if (StringMember(resource, "kind") != imgpkg::kImagesLockKind) resources.push_back(std::move(resource));
    }
  }
  return kbld::SeparateConfig(std::move(resources));
}

std::set<std::string> FindReferences(const kbld::Inputs& manifests) {
  const std::vector<kbld::SearchRule> rules = manifests.config.AllSearchRules();
  std::set<std::string> references;
  for (const nlohmann::json& resource : manifests.resources) {
    for (std::string& reference : kbld::FindImages(resource, rules)) references.insert(std::move(reference));
  }
  return references;
}

int Run(UpdateLockOptions& options, std::ostream& out) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const packaging::PackageImages images(options.step.folders, inputs);
  const kbld::Inputs manifests = CollectInputs(options, images, inputs);
  const std::string path = images.LockPath();
  const imgpkg::ImagesLock old =
      disk.IsFile(path) ? packaging::ParseImagesLock(path, disk.ReadFile(path)) : imgpkg::ImagesLock();
  const packaging::LockUpdate update = packaging::UpdateLock(
      old, FindReferences(manifests), manifests.config, {.relock = options.relock},
      [&](const std::vector<std::string>& references) {
        const RegistryConnection connection(options.registry, ImgpkgRegistryVariables());
        return kbld::Resolver(manifests.config, connection.client(), {.platform = {}}).ResolveAll(references);
      });
  for (const std::string& change : update.changes) out << change << "\n";
  if (disk.IsFile(path) && update.lock.images == old.images) {
    out << path << " is as it was, with " << old.images.size() << " images\n";
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
          "with their annotations."};
  options->step.Declare(command.flags);
  command.flags.Bool(
      &options->relock, "relock", 0,
      "Resolve all tags again, and drop what kbld has locked for images that are not used any more");
  options->registry.DeclareForImgpkg(command.flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
