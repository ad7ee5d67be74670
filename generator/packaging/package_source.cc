#include "packaging/package_source.h"

#include "base/error.h"
#include "packaging/documents.h"
#include "packaging/kctrl_project.h"
#include "packaging/package_resource.h"
#include "packaging/resource_check.h"
#include "packaging/source_text.h"
#include "packaging/source_tree.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {

std::optional<PackageSource> FindWrittenPackage(const PackageFolders& folders, StepInputs& inputs) {
  for (const std::string& file : folders.source.PackageFiles()) {
    if (!inputs.IsFile(file)) continue;
    const std::string text = DocumentOfKind(ReadSourceText(file, inputs), kPackageKind);
    CheckPackageResource(file, text, kPackageKind);
    return PackageSource{.file = file, .text = text};
  }
  return std::nullopt;
}

PackageSource ReadPackageSource(const PackageFolders& folders, const std::string& bundle,
                                StepInputs& inputs) {
  if (std::optional<PackageSource> written = FindWrittenPackage(folders, inputs)) return *std::move(written);
  if (const std::optional<KctrlProject> project = ReadKctrlProject(bundle, inputs)) {
    return {.file = project->resources_file,
            .text = project->PackageText(),
            .kind = PackageSource::Kind::kKctrl,
            .lock_paths = project->lock_paths};
  }
  // The steps note what they read of it.
  if (!inputs.files().IsDirectory(JoinPath(bundle, kTemplateFolder))) {
    throw Error("there is neither a package.yaml nor a folder " + std::string(kTemplateFolder) + " in the bundle to render")
        .At({.file = folders.source.bundle()})
        .Hint("put templates into " + JoinPath(folders.source.bundle(), kTemplateFolder) + ", or write " +
              folders.source.PackageFiles().front() + ", which says what is rendered");
  }
  PackageContent content;
  content.identity = {.ref_name = "name", .version = "0.0.0"};
  content.image = "image";
  content.kbld_configs = FindKbldConfigs(bundle, inputs);
  return {.file = folders.source.directory(),
          .text = GeneratePackage(content),
          .kind = PackageSource::Kind::kGenerated};
}

}  // namespace pkgrepo::packaging
