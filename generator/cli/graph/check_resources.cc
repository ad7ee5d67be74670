// pkgrepo check-resources: what a cluster would hold against resources of kapp-controller.

#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/file_system.h"
#include "base/named_files.h"
#include "cli/graph/commands.h"
#include "packaging/resource_files.h"

namespace pkgrepo::cli {
namespace {

int CheckResources(const Invocation& invocation) {
  if (invocation.arguments.empty()) throw UsageError("expected files with resources");
  const RealFileSystem disk;
  int failures = 0;
  int count = 0;
  for (const std::string& path : invocation.arguments) {
    try {
      count += packaging::CheckResourceFile(path, ReadNamedFile(disk, path));
    } catch (const Error& error) {
      ++failures;
      invocation.err << "pkgrepo: error: " << error.Render();
    }
  }
  if (failures == 0) invocation.out << count << (count == 1 ? " resource is" : " resources are") << " as a cluster takes them\n";
  return failures == 0 ? 0 : 1;
}

}  // namespace

Command MakeCheckResourcesCommand() {
  return {.name = "check-resources",
          .summary = "Check resources of kapp-controller as a cluster would",
          .description =
              "Checks all documents of the files that are Packages, PackageMetadata, PackageRepositories, "
              "PackageInstalls or Apps: unknown fields, types, names, versions, times, and what kapp-controller "
              "cannot reconcile. Other documents are passed over. docs/resources.md tells what is refused "
              "that an API server lets in.",
          .usage = "FILE ... [flags]",
          .examples = "  pkgrepo check-resources installs/*.yaml",
          .run = &CheckResources,
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
