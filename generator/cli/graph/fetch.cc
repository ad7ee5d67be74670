// pkgrepo fetch: what vendir.yml names and the source tree lacks, at its locked revision, into the build tree.

#include <memory>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/vendoring.h"

namespace pkgrepo::cli {
namespace {

struct FetchOptions {
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

// The later steps take the patterns from this step's record, so they run again when these change.
std::string ReadIgnoreFile(const std::string& path, const FileSystem& disk) {
  if (!disk.IsFile(path)) return "";
  std::string patterns = disk.ReadFile(path);
  if (!IsValidUtf8(patterns)) throw Error("this file is not in UTF-8").At({.file = path});
  return patterns;
}

int Run(FetchOptions& options) {
  options.step.Require();
  RequireFlag(options.project, "project");
  RealFileSystem disk;
  const std::string ignore_file = options.step.folders.source.IgnoreFile();
  const std::string patterns = ReadIgnoreFile(ignore_file, disk);
  packaging::BundleView view(disk, options.step.folders, patterns);
  packaging::StepInputs inputs(view, disk);
  if (disk.IsFile(ignore_file)) inputs.Add(ignore_file);
  for (const std::string& source : view.ModeSources()) inputs.Add(source);
  packaging::VendorRecord record = packaging::Vendor({.folders = options.step.folders,
                                                      .project = options.project,
                                                      .sync_target = options.target,
                                                      .offline = options.offline},
                                                     inputs);
  record.ignored = patterns;
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

Command MakeFetchCommand() {
  auto options = std::make_shared<FetchOptions>();
  Command command{.name = "fetch", .summary = "Fetch what a package version vendors but has not committed"};
  options->step.Declare(command.flags);
  command.flags.String(&options->project, "project", 0, "Source tree of the project, for local sources");
  command.flags.Bool(&options->offline, "offline", 0, "Refuse to fetch anything");
  command.flags.String(&options->target, "target", 0,
                       "Target that vendors into the source tree, to be named in messages");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
