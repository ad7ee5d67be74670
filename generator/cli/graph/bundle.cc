// pkgrepo bundle: the bundle of a package version as an image in the embedded registry.

#include "imgpkg/bundle.h"

#include <memory>
#include <optional>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_content.h"
#include "packaging/bundle_view.h"
#include "packaging/kctrl_project.h"
#include "packaging/records.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct BundleOptions {
  StepFlags step;
  std::string layout;
  std::string repository;
  std::string tag;
};

int Run(BundleOptions& options) {
  options.step.Require();
  RequireFlag(options.layout, "layout");
  RequireFlag(options.repository, "repository");
  RequireFlag(options.tag, "tag");
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const std::string directory = packaging::BundleDirectory(options.step.folders, inputs);
  const std::string lock = options.step.Output(packaging::kImagesFile);
  if (!inputs.IsFile(lock)) throw Error("no such file: " + lock).Hint("build the package first");
  std::vector<FileSystem::Entry> found = inputs.Walk(directory);
  if (const std::optional<packaging::KctrlProject> project = packaging::ReadKctrlProject(directory, inputs)) {
    std::erase_if(found, [&](const FileSystem::Entry& entry) { return !project->Exports(entry.path); });
  }
  const std::vector<imgpkg::ContentEntry> entries =
      packaging::ListBundle(directory, std::move(found), lock, static_cast<int64_t>(disk.Stat(lock)->size));
  for (const std::string& source : view.ModeSources()) inputs.Add(source);
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const imgpkg::BuiltImage image = imgpkg::BuildBundle(entries, layout);
  const packaging::BundleRecord record{.repository = options.repository,
                                       .tag = packaging::TagOfVersion(options.tag),
                                       .manifest = image.manifest};
  layout.SetName(record.Target().ToString(), record.manifest);
  inputs.AddProduct(layout.BlobPath(record.manifest.digest));
  const std::string output = options.step.Output(packaging::kBundleRecord);
  disk.WriteFileIfChanged(output, record.ToJson());
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakeBundleCommand() {
  auto options = std::make_shared<BundleOptions>();
  Command command{.name = "bundle", .summary = "Build the bundle of a package version into an image layout"};
  options->step.Declare(command.flags);
  command.flags.String(&options->layout, "layout", 0, "Image layout to write to");
  command.flags.String(&options->repository, "repository", 0, "Repository where the bundle will live");
  command.flags.String(&options->tag, "tag", 0, "Version that the bundle is tagged with");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
