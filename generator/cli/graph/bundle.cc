// pkgrepo bundle: the bundle of a package version as an image in the embedded registry.

#include "imgpkg/bundle.h"

#include <memory>
#include <optional>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_content.h"
#include "packaging/kctrl_project.h"
#include "packaging/published_lock.h"
#include "packaging/records.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct BundleOptions {
  StepFlags step;
  std::string layout;
  std::string repository;
  std::string tag;
  std::string published;
};

int Run(BundleOptions& options) {
  VersionStep step(options.step);
  RequireFlag(options.layout, "layout");
  RequireFlag(options.repository, "repository");
  RequireFlag(options.tag, "tag");
  packaging::StepInputs& inputs = step.inputs();
  const std::string directory = packaging::BundleDirectory(step.folders(), inputs);
  const std::string lock = step.Output(packaging::kImagesFile);
  if (!inputs.IsFile(lock)) throw Error("no such file: " + lock).Hint("build the package first");
  std::vector<FileSystem::Entry> found = inputs.Walk(directory);
  if (const std::optional<packaging::KctrlProject> project = packaging::ReadKctrlProject(directory, inputs)) {
    std::erase_if(found, [&](const FileSystem::Entry& entry) { return !project->Exports(entry.path); });
  }
  const std::vector<imgpkg::ContentEntry> entries = packaging::ListBundle(
      directory, std::move(found), lock, static_cast<int64_t>(step.disk().Stat(lock)->size));
  for (const std::string& source : step.view().ModeSources()) inputs.Add(source);
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const imgpkg::BuiltImage image = imgpkg::BuildBundle(entries, layout);
  const packaging::BundleRecord record{.repository = options.repository,
                                       .tag = packaging::TagOfVersion(options.tag),
                                       .manifest = image.manifest};
  if (!options.published.empty()) {
    const std::optional<packaging::PublishedLock> was = packaging::ReadPublishedLock(options.published, inputs);
    if (was) CheckPublished(*was, std::string(BaseName(options.repository)), record, layout);
  }
  layout.SetName(record.Target().ToString(), record.manifest);
  inputs.AddProduct(layout.BlobPath(record.manifest.digest));
  step.disk().WriteFileIfChanged(step.Output(packaging::kBundleRecord), record.ToJson());
  step.Finish(packaging::kBundleRecord);
  return 0;
}

}  // namespace

Command MakeBundleCommand() {
  auto options = std::make_shared<BundleOptions>();
  Command command{.name = "bundle",
                  .summary = "Build the bundle of a package version into an image layout",
                  .description =
                      "Writes the files of the bundle, with the images that check-lock found in use, as an "
                      "OCI image to an image layout, and its digest to bundle.json in --output-dir. A bundle that "
                      "is not what the version was published as, as the file of --published says, is refused.",
                  .examples = StepExample("bundle",
                                          "\\\n    --layout build/registry --repository "
                                          "ghcr.io/acme/packages/app --tag 1.0.0")};
  options->step.Declare(command.flags);
  command.flags.String(&options->layout, "layout", 0, "Write to the image layout in `FOLDER` (required)");
  command.flags.String(&options->repository, "repository", 0,
                       "Name the image for `REPOSITORY`, where it will be pushed (required)");
  command.flags.String(&options->tag, "tag", 0,
                       "Tag the image with `VERSION`; a '+' becomes a '_' (required)");
  command.flags.String(&options->published, "published", 0,
                       "Refuse other content than `FILE` says was published, if it is there");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
