// pkgrepo push: uploads what the build has made, and nothing else.

#include <memory>
#include <ostream>

#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/publisher.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/repository_file.h"

namespace pkgrepo::cli {
namespace {

struct PushOptions {
  std::string layout;
  std::string tree;
  std::string image;
  std::string chart;
  std::string package;
  std::string version;
  std::string stage;
  std::string repository_file;
  std::string resource;
  RegistryFlags registry;
};

int Run(const PushOptions& options, std::ostream& out) {
  RequireFlag(options.layout, "layout");
  RequireFlag(options.tree, "tree");
  RealFileSystem disk;
  const packaging::BuildTree tree(options.tree);
  Publisher publisher(options.layout, options.registry, tree, disk, out);
  if (!options.repository_file.empty()) {
    RequireFlag(options.resource, "resource");
    const std::string& file = options.repository_file;
    publisher.PushStage(packaging::ParseRepositoryFile(file, disk.ReadFile(file)).stage);
    out << "To use it in a cluster:\n  kubectl apply -f " << ShellWord(AbsolutePath(options.resource)) << "\n";
  } else if (!options.image.empty()) {
    publisher.PushImage(options.image);
  } else if (!options.chart.empty()) {
    publisher.PushChart(options.chart);
  } else if (!options.stage.empty()) {
    publisher.PushStage(options.stage);
  } else {
    RequireFlag(options.package, "package");
    RequireFlag(options.version, "version");
    publisher.PushPackage(options.package, options.version);
  }
  return 0;
}

}  // namespace

Command MakePushCommand() {
  auto options = std::make_shared<PushOptions>();
  Command command{
      .name = "push",
      .summary = "Push an image, a chart, a package's bundle, or a stage with the bundles it holds",
      .description =
          "Uploads a bundle, and ahead of it the images of the project that its manifests name, exactly as the build has "
          "made them, and checks that the registry reports the digests that the build has computed. What is out of date is "
          "refused. What a version was published as is noted in the source tree, where the project has pushes do "
          "that.\n\nGive --image for one image, --chart for one chart, --package and --version for one bundle, --stage for a repository bundle with "
          "all that is in it, or --repository-file and --resource for the stage of a PackageRepository.",
      .examples =
          "  pkgrepo push --layout build/registry --tree build/carvel --package app --version 1.0.0\n"
          "  pkgrepo push --layout build/registry --tree build/carvel --stage beta"};
  FlagSet& flags = command.flags;
  flags.String(&options->layout, "layout", 0,
               "Read the bundles from the image layout in `FOLDER` (required)");
  flags.String(&options->tree, "tree", 0,
               "Read the results of the steps in `FOLDER` of the build tree (required)");
  flags.String(&options->image, "image", 0, "Push the container image `NAME` of the project");
  flags.String(&options->chart, "chart", 0, "Push the Helm chart `NAME` of the project");
  flags.String(&options->package, "package", 0, "Push the bundle of the package `NAME`");
  flags.String(&options->version, "version", 0, "Push that of `VERSION`, the name of its folder");
  flags.String(&options->stage, "stage", 0,
               "Push the repository bundle of the stage `NAME`, and before it the bundles in it");
  flags.String(&options->repository_file, "repository-file", 0,
               "Push the stage that `FILE` names, a repository file");
  flags.String(&options->resource, "resource", 0,
               "Name `FILE`, the PackageRepository, in the closing message");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
