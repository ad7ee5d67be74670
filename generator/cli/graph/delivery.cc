// pkgrepo delivery: what to apply to a cluster for an environment, as its lock pins it.

#include <memory>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_resources.h"
#include "delivery/delivery_specification.h"

namespace pkgrepo::cli {
namespace {

struct DeliveryOptions {
  std::string specification;
  std::string tree;
  std::string output;
  std::string depfile;
};

int Run(const DeliveryOptions& options) {
  RequireFlag(options.specification, "specification");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const auto specification =
      delivery::DeliverySpecification::Parse(options.specification, inputs.Read(options.specification));
  const delivery::DeliveryLock lock = delivery::ReadLock(specification, inputs);
  disk.WriteFileIfChanged(options.output,
                          delivery::MakeDelivery(specification, lock, packaging::BuildTree(options.tree), inputs));
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeDeliveryCommand() {
  auto options = std::make_shared<DeliveryOptions>();
  Command command{
      .name = "delivery",
      .summary = "Write what to apply to a cluster for an environment",
      .description =
          "Writes the PackageRepository, pinned to the digest in the lock of the environment, the PackageInstall of the version "
          "that the lock names, the Secret with its values, and its ServiceAccount with its rights. It asks no registry.",
      .examples = "  pkgrepo delivery --specification build/carvel/deliveries/dev.specification --tree build/carvel \\\n"
                  "    --output build/carvel/deliveries/dev.yaml"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0, "Read what the delivery is to be in `FILE` (required)");
  flags.String(&options->tree, "tree", 0, "Read the results of the steps in `FOLDER` of the build tree (required)");
  flags.String(&options->output, "output", 0, "Write to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
