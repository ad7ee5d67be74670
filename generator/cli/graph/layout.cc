// pkgrepo layout: the embedded registry, empty, and free of what earlier builds have left.

#include "oci/layout.h"

#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "oci/layout_collector.h"

namespace pkgrepo::cli {
namespace {

const std::string& OnlyDirectory(const Invocation& invocation) {
  if (invocation.arguments.size() != 1) throw UsageError("expected one folder");
  return invocation.arguments[0];
}

Command MakeCollectCommand() {
  return {.name = "gc",
          .summary = "Remove the images of a layout that no name leads to any more",
          .description =
              "Removes what earlier builds have left: blobs that belong to no image with a name. Waits until "
              "no other step uses the layout, and prints how many bytes were freed.",
          .usage = "FOLDER",
          .examples = "  pkgrepo layout gc build/registry",
          .run =
              [](const Invocation& invocation) {
                const oci::Collected collected = oci::CollectGarbage(OnlyDirectory(invocation));
                invocation.out << "Removed " << collected.removed_blobs << " blobs, "
                               << collected.removed_bytes << " bytes\n";
                return 0;
              },
          .takes_arguments = true};
}

Command MakeIndexCommand() {
  return {.name = "index",
          .summary = "Bring the index of a layout up to date",
          .description = "Writes the names of images that wait beside index.json into it, for clients other than this program: "
                         "where the index is long, each bundle that is built leaves its name there.",
          .usage = "FOLDER",
          .examples = "  pkgrepo layout index build/registry",
          .run =
              [](const Invocation& invocation) {
                oci::Layout::Open(OnlyDirectory(invocation)).WriteIndex();
                return 0;
              },
          .takes_arguments = true};
}

}  // namespace

Command MakeLayoutCommand() {
  return {.name = "layout",
          .summary = "Create an image layout, the embedded registry of a build tree",
          .description =
              "Creates an OCI image layout, the embedded registry of a build tree; one that is there "
              "already stays as it is.",
          .usage = "FOLDER",
          .examples = "  pkgrepo layout build/registry",
          .commands = {MakeCollectCommand(), MakeIndexCommand()},
          .run =
              [](const Invocation& invocation) {
                oci::Layout::Create(OnlyDirectory(invocation));
                return 0;
              },
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
