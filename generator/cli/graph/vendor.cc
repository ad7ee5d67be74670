// pkgrepo vendor: what vendir.yml names and the source tree has not, at its locked revision, in the build
// tree.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/vendoring.h"

namespace pkgrepo::cli {
namespace {

struct VendorOptions {
  StepFlags step;
  std::string project;
  std::string target;
  bool offline = false;
};

// The steps that read the tree run again if the record has changed, and not if the same was fetched once more.
void SetTimes(const std::string& root, int64_t mtime, FileSystem& files) {
  files.SetModificationTime(root, mtime);
  for (const FileSystem::Entry& entry : files.Walk(root)) {
    files.SetModificationTime(JoinPath(root, entry.path), mtime);
  }
}

int Run(VendorOptions& options) {
  options.step.Require();
  RequireFlag(options.project, "project");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const packaging::VendorRecord record = packaging::Vendor({.folders = options.step.folders,
                                                            .project = options.project,
                                                            .sync_target = options.target,
                                                            .offline = options.offline},
                                                           inputs);
  const std::string output = options.step.Output(packaging::kVendorRecord);
  disk.WriteFileIfChanged(output, record.ToJson());
  if (!record.fetched.empty()) {
    const std::string vendored = options.step.Output(packaging::kVendoredBundle);
    SetTimes(vendored, disk.Stat(output)->mtime, disk);
    inputs.AddProducts(vendored);
  }
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakeVendorCommand() {
  auto options = std::make_shared<VendorOptions>();
  Command command{.name = "vendor", .summary = "Fetch what a package version vendors and has not committed"};
  options->step.Declare(command.flags);
  command.flags.String(&options->project, "project", 0, "Source tree of the project, for local sources");
  command.flags.Bool(&options->offline, "offline", 0, "Refuse to fetch anything");
  command.flags.String(&options->target, "target", 0,
                       "Target that vendors into the source tree, for messages");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
