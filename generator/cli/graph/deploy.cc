// pkgrepo deploy: a delivery into a cluster and out of it, by kapp or kubectl.

#include <map>
#include <memory>
#include <optional>
#include <ostream>

#include "base/environment.h"
#include "base/error.h"
#include "base/process.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "delivery/cluster_commands.h"

namespace pkgrepo::cli {
namespace {

struct DeployOptions {
  std::string name;
  std::string resources;
};

using Planner = std::vector<delivery::ClusterCommand> (*)(delivery::ClusterTool, const std::string&, const std::string&);

Planner PlannerOf(const std::vector<std::string>& arguments) {
  const std::string word = arguments.size() == 1 ? arguments[0] : "";
  if (word == "apply") return delivery::PlanApply;
  if (word == "status") return delivery::PlanStatus;
  if (word == "delete") return delivery::PlanDelete;
  throw UsageError("say what to do: apply, status or delete");
}

int Run(const DeployOptions& options, const Invocation& invocation) {
  const Planner plan = PlannerOf(invocation.arguments);
  RequireFlag(options.name, "name");
  RequireFlag(options.resources, "resources");
  const RealFileSystem disk;
  const std::string text = disk.ReadFile(options.resources);
  const std::map<std::string, std::string> environment = ReadEnvironment();
  const auto path = environment.find("PATH");
  const std::optional<delivery::ClusterTool> tool =
      delivery::FindClusterTool(path == environment.end() ? "" : path->second, disk);
  if (!tool) {
    throw Error("neither kapp nor kubectl is installed, and a cluster is reached by one of them")
        .Hint("install one of them, or apply " + options.resources + " by other means");
  }
  for (const delivery::ClusterCommand& command : plan(*tool, options.name, text)) {
    const std::string shown = Join(command.arguments, " ");
    invocation.out << "$ " << shown << "\n";
    const ProcessResult result =
        RealProcessRunner().Run({.arguments = command.arguments, .directory = {}, .input = command.input, .environment = {}});
    invocation.out << result.output;
    if (result.status != 0) {
      throw Error("`" + shown + "` has failed with status " + std::to_string(result.status)).Note(result.error_output);
    }
  }
  return 0;
}

}  // namespace

Command MakeDeployCommand() {
  auto options = std::make_shared<DeployOptions>();
  Command command{
      .name = "deploy",
      .summary = "Bring a delivery into a cluster, or out of it",
      .description =
          "Calls kapp, or kubectl where there is no kapp, for the cluster that these are set up for. `apply` applies the "
          "PackageRepository, waits for it, and installs the package; `status` shows both; `delete` removes the package, waits, and "
          "removes the repository. It stops at the first call that fails.",
      .usage = "apply|status|delete [flags]",
      .examples = "  pkgrepo deploy apply --name dev --resources build/carvel/deliveries/dev.yaml",
      .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.String(&options->name, "name", 0, "Apply for the environment `NAME` (required)");
  flags.String(&options->resources, "resources", 0, "Apply what is in `FILE`, of the step delivery (required)");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
