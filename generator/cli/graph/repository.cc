// pkgrepo repository: the PackageRepository that serves a stage, pinned to the stage's digest.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/package_rights.h"
#include "packaging/repository_file.h"
#include "packaging/repository_resource.h"
#include "packaging/shared_cluster.h"
#include "packaging/stage_bundle.h"
#include "packaging/stage_plan.h"
#include "packaging/staged_installs.h"

namespace pkgrepo::cli {
namespace {

struct RepositoryOptions {
  std::string name;
  std::string file;
  std::string tree;
  std::string layout;
  std::string project;
  std::string output;
  std::string depfile;
};

// Exactly these files, or no folder.
void WriteExtensions(const std::string& folder, const packaging::StageContent& content, FileSystem& disk,
                     packaging::StepInputs& inputs) {
  if (content.files.empty()) {
    disk.RemoveAll(folder);
    return;
  }
  packaging::WriteStageFiles(content, folder, disk);
  inputs.AddProducts(folder);
}

int Run(const RepositoryOptions& options) {
  RequireFlag(options.name, "name");
  RequireFlag(options.file, "file");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.layout, "layout");
  RequireFlag(options.project, "project");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::RepositoryFile file =
      packaging::ParseRepositoryFile(options.file, inputs.Read(options.file));
  const packaging::BuildTree tree(options.tree);
  packaging::FileOfStage(file.stage, packaging::ParseDeclaredFiles(inputs.Read(tree.StageList())), file.stage_position);
  const std::string record_path = tree.StageRecordOf(file.stage);
  inputs.LeaveToNinja(record_path);
  const packaging::StageRecord stage = packaging::StageRecord::Parse(record_path, inputs.Read(record_path));
  packaging::CheckSharedClusters(options.name, file, stage, tree, inputs);
  const std::string repository = packaging::GenerateRepository(file, stage, options.name);
  const std::string installs = packaging::MakeStagedInstalls(
      file, stage,
      {.tree = tree, .layout = options.layout, .definitions = packaging::DefinitionsOfProject(options.project)}, inputs);
  WriteExtensions(tree.Extensions(options.name),
                  {.files = packaging::MakeStagedExtensions(file, stage, tree, inputs), .packages = {}}, disk, inputs);
  disk.WriteFileIfChanged(options.output, repository + installs);
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeRepositoryCommand() {
  auto options = std::make_shared<RepositoryOptions>();
  Command command{
      .name = "repository",
      .summary = "Write the PackageRepository that serves a stage",
      .description =
          "Writes the PackageRepository that a repository file describes, pinned to the digest of "
          "its stage, what is installed from it with the rights for that, and the Apps of its packages. Where the file names clusters, other "
          "repositories of the project that are in one of them must not have other content for the same Package or "
          "PackageMetadata, as kapp-controller refuses that.",
      .examples =
          "  pkgrepo repository --name acme --file repos/acme.yaml --tree build/carvel "
          "\\\n    --layout build/registry --project . --output build/carvel/repositories/acme.yaml"};
  FlagSet& flags = command.flags;
  flags.String(&options->name, "name", 0,
               "Name the resource `NAME`, unless the file or the stage has a name (required)");
  flags.String(&options->file, "file", 0, "Read the repository file `FILE` (required)");
  flags.String(&options->tree, "tree", 0,
               "Read the results of the steps in `FOLDER` of the build tree (required)");
  flags.String(&options->layout, "layout", 0, "Take the bundles of what is installed from the OCI layout `FOLDER` (required)");
  flags.String(&options->project, "project", 0,
               "Read definitions.yaml, of kinds that other packages define, in `FOLDER` (required)");
  flags.String(&options->output, "output", 0, "Write to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
