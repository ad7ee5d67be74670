// pkgrepo push: uploads what the build has made, and nothing else.

#include "imgpkg/push.h"

#include <memory>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/publishing_hint.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/records.h"
#include "packaging/repository_file.h"

namespace pkgrepo::cli {
namespace {

struct PushOptions {
  std::string layout;
  std::string tree;
  std::string package;
  std::string version;
  std::string stage;
  std::string repository_file;
  std::string resource;
  RegistryFlags registry;
};

// Pushes bundles one after the other, saying of each where it is now.
class Publisher {
 public:
  Publisher(const PushOptions& options, std::ostream& out)
      : layout_(oci::Layout::Open(options.layout)),
        connection_(options.registry, ImgpkgRegistryVariables()),
        out_(out) {}

  void Push(const packaging::BundleRecord& bundle) {
    const oci::Reference target = bundle.Target();
    WithPublishingHint(target,
                       [&] { imgpkg::PushImage(layout_, bundle.manifest, target, connection_.client()); });
    out_ << "Pushed " << target.ToString() << "@" << bundle.manifest.digest.ToString() << "\n";
  }

 private:
  oci::Layout layout_;
  RegistryConnection connection_;
  std::ostream& out_;
};

// What the package's sources say now: nothing older is published.
packaging::BundleRecord ReadPackage(const packaging::BuildTree& tree, const std::string& name,
                                    const std::string& version, FileSystem& files) {
  const std::string folder = tree.Package(name, version);
  packaging::RequireFresh(packaging::VersionOutputs(folder), files);
  const std::string path = JoinPath(folder, packaging::kBundleRecord);
  return packaging::BundleRecord::Parse(path, files.ReadFile(path));
}

// The packages go first, so that a stage never refers to what is not there yet.
void PushStage(const packaging::BuildTree& tree, const std::string& name, FileSystem& files,
               Publisher& publisher) {
  const std::string path = JoinPath(tree.Stage(name), packaging::kStageRecord);
  packaging::RequireFresh({path}, files);
  const packaging::StageRecord stage = packaging::StageRecord::Parse(path, files.ReadFile(path));
  for (const packaging::StagedPackage& package : stage.packages) {
    if (package.built) publisher.Push(ReadPackage(tree, package.name, package.version, files));
  }
  publisher.Push(stage.bundle);
}

int Run(const PushOptions& options, std::ostream& out) {
  RequireFlag(options.layout, "layout");
  RequireFlag(options.tree, "tree");
  RealFileSystem disk;
  const packaging::BuildTree tree(options.tree);
  Publisher publisher(options, out);
  if (!options.repository_file.empty()) {
    RequireFlag(options.resource, "resource");
    const std::string& file = options.repository_file;
    PushStage(tree, packaging::ParseRepositoryFile(file, disk.ReadFile(file)).stage, disk, publisher);
    out << "Now a cluster can use it:\n  kubectl apply -f " << AbsolutePath(options.resource) << "\n";
  } else if (!options.stage.empty()) {
    PushStage(tree, options.stage, disk, publisher);
  } else {
    RequireFlag(options.package, "package");
    RequireFlag(options.version, "version");
    publisher.Push(ReadPackage(tree, options.package, options.version, disk));
  }
  return 0;
}

}  // namespace

Command MakePushCommand() {
  auto options = std::make_shared<PushOptions>();
  Command command{.name = "push",
                  .summary = "Push a package's bundle, or a stage with the bundles it holds",
                  .description =
                      "Uploads a bundle exactly as the build has made it, and checks that the registry "
                      "reports the digest that the build has computed."};
  FlagSet& flags = command.flags;
  flags.String(&options->layout, "layout", 0, "Image layout that holds the bundles");
  flags.String(&options->tree, "tree", 0, "Folder of the build tree that holds packages/ and stages/");
  flags.String(&options->package, "package", 0, "Name of the package");
  flags.String(&options->version, "version", 0, "Version of the package");
  flags.String(&options->stage, "stage", 0, "Name of the stage");
  flags.String(&options->repository_file, "repository-file", 0, "Repository file, whose stage is pushed");
  flags.String(&options->resource, "resource", 0,
               "Where the repository's resource is, for the closing message");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
