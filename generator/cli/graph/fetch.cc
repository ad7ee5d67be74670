// pkgrepo fetch: what vendir.yml names and the source tree lacks, at its locked revision, into the build tree.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "cli/progress_meter.h"
#include "packaging/build_tree.h"
#include "packaging/vendoring.h"

namespace pkgrepo::cli {
namespace {

struct FetchOptions {
  StepFlags step;
  std::string project;
  std::string target;
  std::string cache;
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
std::string ReadIgnoreFile(const std::string& path) {
  const RealFileSystem disk;
  if (!disk.IsFile(path)) return "";
  std::string patterns = disk.ReadFile(path);
  if (!IsValidUtf8(patterns)) throw Error("this file is not in UTF-8").At({.file = path});
  return patterns;
}

int Run(FetchOptions& options, std::ostream& err) {
  const std::string ignore_file = options.step.Require().folders.source.IgnoreFile();
  RequireFlag(options.project, "project");
  const std::string patterns = ReadIgnoreFile(ignore_file);
  VersionStep step(options.step, patterns);
  RealFileSystem& disk = step.disk();
  packaging::StepInputs& inputs = step.inputs();
  if (disk.IsFile(ignore_file)) inputs.Add(ignore_file);
  for (const std::string& source : step.view().ModeSources()) inputs.Add(source);
  cache::CacheAccess access(options.cache, err);
  ProgressMeter meter("Fetching", StandardError());
  packaging::VendorRecord record = packaging::Vendor({.folders = step.folders(),
                                                      .project = options.project,
                                                      .sync_target = options.target,
                                                      .offline = options.offline,
                                                      .cache = access,
                                                      .watcher = &meter},
                                                     inputs);
  record.ignored = patterns;
  const std::string output = step.Output(packaging::kVendorRecord);
  disk.WriteFileIfChanged(output, record.ToJson());
  if (!record.fetched.empty()) {
    const std::string vendored = step.Output(packaging::kVendoredBundle);
    SetTimes(vendored, disk.Stat(output)->mtime, disk);
    inputs.AddProducts(vendored);
  }
  step.Finish(packaging::kVendorRecord);
  return 0;
}

}  // namespace

Command MakeFetchCommand() {
  auto options = std::make_shared<FetchOptions>();
  Command command{.name = "fetch",
                  .summary = "Fetch what a package version vendors but has not committed",
                  .description =
                      "Fetches what vendir.yml names and the bundle lacks, as vendir.lock.yml pins it, to "
                      "vendored/ in --output-dir. This is the first step of a version, also where there is "
                      "nothing to fetch: the others need its vendor.json.",
                  .examples = StepExample("fetch", "--project .")};
  options->step.Declare(command.flags);
  DeclareCache(&options->cache, command.flags);
  command.flags.String(&options->project, "project", 0,
                       "Take local sources of vendir.yml only from the project in `FOLDER` (required)");
  command.flags.Bool(&options->offline, "offline", 0, "Fail if something is to be fetched");
  command.flags.String(&options->target, "target", 0,
                       "Name `TARGET` in messages as what vendors into the source tree");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.err); };
  return command;
}

}  // namespace pkgrepo::cli
