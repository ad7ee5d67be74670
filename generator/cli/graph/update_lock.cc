// pkgrepo update-lock: resolves the images of a package version, and writes its lock to the source tree.

#include <memory>
#include <ostream>
#include <set>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "kbld/config.h"
#include "kbld/image_search.h"
#include "kbld/lock_files.h"
#include "kbld/resolver.h"
#include "packaging/bundle_view.h"
#include "packaging/rendered_cases.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct UpdateOptions {
  StepFlags step;
  RegistryFlags registry;
};

// What all cases together use, each object as often as it is rendered.
kbld::Inputs CollectInputs(const UpdateOptions& options, packaging::StepInputs& inputs) {
  const std::string bundle = packaging::BundleDirectory(options.step.folders, inputs);
  packaging::Resources resources;
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (rendered.refused) continue;
    for (nlohmann::json& resource : packaging::ReadResources(rendered, bundle, inputs)) {
      resources.push_back(std::move(resource));
    }
  }
  return kbld::SeparateConfig(std::move(resources));
}

int Run(UpdateOptions& options, std::ostream& out) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const kbld::Inputs manifests = CollectInputs(options, inputs);
  const std::vector<kbld::SearchRule> rules = manifests.config.AllSearchRules();
  std::set<std::string> references;
  for (const nlohmann::json& resource : manifests.resources) {
    for (std::string& reference : kbld::FindImages(resource, rules)) references.insert(std::move(reference));
  }
  const RegistryConnection connection(options.registry, KbldRegistryVariables());
  const kbld::Resolver resolver(manifests.config, connection.client(), {.platform = {}});
  const kbld::ResolvedImages images = resolver.ResolveAll({references.begin(), references.end()});
  const std::string path = JoinPath(options.step.folders.bundle, ".imgpkg/images.yml");
  disk.WriteFileIfChanged(path, kbld::MakeImagesLock(images, true).ToYaml());
  for (const auto& [reference, image] : images) out << reference << " is " << image.url << "\n";
  return 0;
}

}  // namespace

Command MakeUpdateLockCommand() {
  auto options = std::make_shared<UpdateOptions>();
  Command command{.name = "update-lock",
                  .summary = "Resolve the images of a package version, and write its lock",
                  .description =
                      "Asks the registries for the digest of every image in the rendered manifests, and "
                      "writes .imgpkg/images.yml to the bundle in the source tree."};
  options->step.Declare(command.flags);
  options->registry.DeclareForImgpkg(command.flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
