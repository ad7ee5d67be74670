// pkgrepo stage: the repository bundle of a stage, from the packages that its file lists.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "imgpkg/bundle.h"
#include "oci/layout_collector.h"
#include "packaging/early_forms.h"
#include "packaging/stage_bundle.h"
#include "packaging/written_package.h"

namespace pkgrepo::cli {
namespace {

struct StageOptions {
  std::string stage;
  std::string file;
  std::string tree;
  std::string layout;
  std::string repository;
  bool one_file = false;
  std::string depfile;
};

packaging::BundleRecord Build(const StageOptions& options, const packaging::StageFile& file,
                              std::vector<imgpkg::ContentEntry> entries, packaging::StepInputs& inputs) {
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const imgpkg::BuiltImage image = imgpkg::BuildBundle(std::move(entries), layout);
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
  const packaging::StagePlan plan = packaging::PlanStage(options.stage, options.file, tree, inputs);
  const packaging::StageFile& file = plan.file;
  packaging::StageContent content = packaging::CollectStage(plan, tree, inputs);
  if (!file.api.empty()) {
    content.files = packaging::ToEarlyBundle(content.files, [&](const std::string& path) {
      const auto built = content.built.find(path);
      return built == content.built.end() ? std::nullopt : packaging::FindWrittenSource(built->second, disk);
    });
  }
  if (options.one_file) packaging::JoinResources(content);
  const std::string directory = JoinPath(output, packaging::kStageBundle);
  packaging::WriteStageFiles(content, directory, disk);
  std::vector<imgpkg::ContentEntry> entries = packaging::ListStage(content, directory);
  for (const imgpkg::ContentEntry& entry : entries) inputs.AddProduct(entry.path);
  const packaging::StageRecord record{.bundle = Build(options, file, std::move(entries), inputs),
                                      .repository_name = file.repository_name,
                                      .api = file.api,
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
  Command command{.name = "stage",
                  .summary = "Build the repository bundle of a stage into an image layout",
                  .description =
                      "Collects the package versions that a stage file lists, writes them as a repository "
                      "bundle to an image layout, and its digest to stages/STAGE/stage.json in --tree.",
                  .examples =
                      "  pkgrepo stage --stage beta --file stages/beta.yaml --tree build/carvel "
                      "\\\n    --layout build/registry --repository ghcr.io/acme/packages/beta"};
  FlagSet& flags = command.flags;
  flags.String(&options->stage, "stage", 0, "Name the stage `NAME` (required)");
  flags.String(&options->file, "file", 0, "Read the stage file `FILE` (required)");
  flags.String(&options->tree, "tree", 0,
               "Read and write the results of the steps in `FOLDER` of the build tree (required)");
  flags.String(&options->layout, "layout", 0, "Write to the image layout in `FOLDER` (required)");
  flags.String(&options->repository, "repository", 0,
               "Name the image for `REPOSITORY`, where it will be pushed, unless the file says (required)");
  flags.Bool(&options->one_file, "one-file", 0,
             "Put all Packages and PackageMetadata in one file of the bundle, packages/packages.yaml");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
