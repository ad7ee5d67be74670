// pkgrepo layout: the embedded registry, empty.

#include "oci/layout.h"

#include "base/error.h"
#include "cli/graph/commands.h"

namespace pkgrepo::cli {

Command MakeLayoutCommand() {
  return {.name = "layout",
          .summary = "Make an empty image layout, the embedded registry of a build tree",
          .usage = "DIRECTORY",
          .run =
              [](const Invocation& invocation) {
                if (invocation.arguments.size() != 1) throw Error("expected one directory");
                oci::Layout::Create(invocation.arguments[0]);
                return 0;
              },
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
