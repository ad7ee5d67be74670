// pkgrepo task: what a Makefile's task of this name does beyond building (packaging/makefile_task.h).

#include <map>
#include <memory>
#include <ostream>
#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/promotion.h"
#include "cli/graph/publisher.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/makefile_task.h"
#include "packaging/records.h"

namespace pkgrepo::cli {
namespace {

using packaging::MakefileTask;

struct TaskOptions {
  std::string tree;
  std::string layout;
  std::string stage;
  bool order = false;
  RegistryFlags registry;
};

void Push(const MakefileTask& task, const TaskOptions& options, const packaging::BuildTree& tree, FileSystem& disk,
          std::ostream& out) {
  std::vector<Publisher::Destination> destinations;
  bool is_elsewhere = false;
  std::string registry;
  for (const MakefileTask::Version& version : task.VersionsToPush(tree, disk)) {
    const std::string path = JoinPath(tree.Package(version.name, version.folder), packaging::kBundleRecord);
    if (!disk.IsFile(path)) {
      out << version.name << " " << version.folder << " has no bundle of this project, so there is nothing to push\n";
      continue;
    }
    const packaging::BundleRecord bundle = packaging::BundleRecord::Parse(path, disk.ReadFile(path));
    const std::string place = task.Variable("OCI_REPOSITORY");
    const std::string tag = task.Variable("TAG");
    const std::string repository = place.empty() ? bundle.repository : JoinPath(place, version.name);
    destinations.push_back({.name = version.name,
                            .version = version.folder,
                            .repository = repository,
                            .tag = tag.empty() ? bundle.tag : packaging::TagOfVersion(tag)});
    is_elsewhere = is_elsewhere || repository != bundle.repository;
    registry = DirName(bundle.repository);
  }
  Publisher(options.layout, options.registry, tree, disk, out).PushPackagesTo(destinations);
  if (is_elsewhere) {
    out << "Packages and stages of this build refer to " << registry
        << ": configure with -D PACKAGE_REPO_REGISTRY=" << task.Variable("OCI_REPOSITORY") << " for others\n";
  }
}

void DescribeStage(const MakefileTask& task, const packaging::BuildTree& tree, const FileSystem& disk, std::ostream& out) {
  const std::string stage = task.Stage(tree, disk);
  const std::string path = tree.StageRecordOf(stage);
  const packaging::StageRecord record = packaging::StageRecord::Parse(path, disk.ReadFile(path));
  const std::string tag = task.Variable("REPO_TAG");
  const std::string folder = AbsolutePath(JoinPath(tree.Stage(stage), packaging::kStageBundle));
  out << "===> Generating package metadata for " << stage << "\n"
      << "The repository bundle is in " << folder << "\n"
      << "To push it as " << record.bundle.manifest.digest.ToString() << ", with the bundles in it, build the target stage-"
      << stage << "-push, or run the following command:\n"
      << "\timgpkg push -b " << record.bundle.repository << ":" << (tag.empty() ? record.bundle.tag : packaging::TagOfVersion(tag))
      << " -f " << ShellWord(folder) << "\n";
}

void DescribeRepositories(const MakefileTask& task, const packaging::BuildTree& tree, const FileSystem& disk,
                          std::ostream& out) {
  out << "===> Generating package repository metadata for " << task.Stage(tree, disk) << "\n"
      << "To push this repository to your cluster, run the following command:\n";
  for (const std::string& repository : task.Repositories(tree, disk)) {
    out << "\tkubectl apply -f " << ShellWord(AbsolutePath(tree.Repository(repository))) << "\n";
  }
}

int Run(const TaskOptions& options, const std::string& name, std::ostream& out) {
  RequireFlag(options.tree, "tree");
  RealFileSystem disk;
  const packaging::BuildTree tree(options.tree);
  std::map<std::string, std::string> variables = ReadEnvironment();
  if (!options.stage.empty()) variables["TO"] = options.stage;
  const MakefileTask task(name, std::move(variables));
  if (options.order) {
    const packaging::StepOrder order = task.Order(tree, disk);
    disk.WriteFileIfChanged(order.File(), order.ToDyndep());
  } else if (name == "push-package" || name == "push-package-all") {
    RequireFlag(options.layout, "layout");
    Push(task, options, tree, disk, out);
  } else if (name == "generate-package-metadata") {
    DescribeStage(task, tree, disk, out);
  } else if (name == "generate-package-repository-metadata") {
    DescribeRepositories(task, tree, disk, out);
  } else if (name == "promote") {
    RequireFlag(options.stage, "stage");
    return RunPromotion(task.Promotion(tree, disk), false, tree, disk, out);
  }
  return 0;
}

}  // namespace

Command MakeTaskCommand() {
  auto options = std::make_shared<TaskOptions>();
  Command command{
      .name = "task",
      .summary = "Do what a Makefile's task does, as variables of the environment say",
      .description =
          "What the targets of add_carvel_makefile_targets() run: vendir-sync-package, lock-package-images, push-package, "
          "push-package-all, generate-package-metadata, and generate-package-repository-metadata; and promote, which the target "
          "stage-<stage>-promote runs. What they are to do is said by PACKAGE, OCI_REPOSITORY, TAG, STAGE, REPO_TAG and FROM in "
          "the environment.",
      .usage = "TASK [flags]",
      .examples = "  PACKAGE=pear pkgrepo task push-package --tree carvel --layout registry",
      .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.String(&options->tree, "tree", 0,
               "Read the results of the steps in `FOLDER` of the build tree, as build.ninja calls it (required)");
  flags.String(&options->layout, "layout", 0, "Read the bundles from the image layout in `FOLDER`");
  flags.String(&options->stage, "stage", 0, "Promote to the stage `NAME`");
  flags.Bool(&options->order, "order", 0, "Only tell Ninja what the task waits for");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) {
    if (invocation.arguments.size() != 1) throw UsageError("expected one task");
    return Run(*options, invocation.arguments[0], invocation.out);
  };
  return command;
}

}  // namespace pkgrepo::cli
