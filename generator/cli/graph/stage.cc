// pkgrepo stage: the repository bundle of a stage, from the packages that its file lists.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "imgpkg/bundle.h"
#include "oci/layout_collector.h"
#include "packaging/bundle_content.h"
#include "packaging/stage_bundle.h"

namespace pkgrepo::cli {
namespace {

struct StageOptions {
  std::string stage;
  std::string file;
  std::string tree;
  std::string layout;
  std::string repository;
  std::string depfile;
};

// Some file systems call every file executable.

packaging::BundleRecord Build(const StageOptions& options, const packaging::StageFile& file,
                              const std::string& directory, packaging::StepInputs& inputs) {
  const oci::Layout layout = oci::Layout::Open(options.layout);
  std::vector<FileSystem::Entry> files = inputs.disk().Walk(directory);
  for (FileSystem::Entry& entry : files) entry.info.mode = kPlainMode;
  const imgpkg::BuiltImage image = imgpkg::BuildBundle(packaging::ListBundle(directory, files), layout);
  packaging::BundleRecord bundle{.repository = file.image.empty() ? options.repository : file.image,
                                 .tag = file.tag,
                                 .manifest = image.manifest};
  layout.SetName(bundle.Target().ToString(), bundle.manifest);
  inputs.AddProduct(layout.BlobPath(image.manifest.digest));
  layout.WriteIndex();
  return bundle;
}

int Run(const StageOptions& options) {
  RequireFlag(options.stage, "stage");
  RequireFlag(options.file, "file");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.layout, "layout");
  RequireFlag(options.repository, "repository");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::BuildTree tree(options.tree);
  const std::string output = tree.Stage(options.stage);
  const packaging::StageFile file = packaging::ParseStageFile(options.file, inputs.Read(options.file));
  packaging::StageContent content = packaging::CollectStage(file, tree, inputs);
  const std::string directory = JoinPath(output, packaging::kStageBundle);
  packaging::WriteStageFiles(content, directory, disk);
  inputs.AddProducts(directory);
  const packaging::StageRecord record{.bundle = Build(options, file, directory, inputs),
                                      .repository_name = file.repository_name,
                                      .packages = std::move(content.packages)};
  const std::string record_path = JoinPath(output, packaging::kStageRecord);
  disk.WriteFileIfChanged(record_path, record.ToJson());
  inputs.WriteDepfile(options.depfile, record_path);
  oci::CollectIfGrown(options.layout);
  return 0;
}

}  // namespace

Command MakeStageCommand() {
  auto options = std::make_shared<StageOptions>();
  Command command{.name = "stage", .summary = "Build the repository bundle of a stage into an image layout"};
  FlagSet& flags = command.flags;
  flags.String(&options->stage, "stage", 0, "Name of the stage");
  flags.String(&options->file, "file", 0, "Stage file");
  flags.String(&options->tree, "tree", 0, "Folder of the build tree that holds packages/ and stages/");
  flags.String(&options->layout, "layout", 0, "Image layout to write to");
  flags.String(&options->repository, "repository", 0,
               "Repository where the bundle will live, unless the file says");
  flags.String(&options->depfile, "depfile", 0, "File to write the inputs to that were found on the way");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
