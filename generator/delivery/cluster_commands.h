// How a delivery gets into a cluster and out of it: calls of kapp or kubectl, in order. The repository comes first and has to be
// there before the package is installed; on the way out the package goes first, while its ServiceAccount still is there.
//
//   for (const ClusterCommand& command : PlanApply(ClusterTool::kKapp, "dev", text)) …

#ifndef PKGREPO_DELIVERY_CLUSTER_COMMANDS_H_
#define PKGREPO_DELIVERY_CLUSTER_COMMANDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::delivery {

enum class ClusterTool { kKapp, kKubectl };

struct ClusterCommand {
  std::vector<std::string> arguments;
  // For its standard input.
  std::string input = {};
};

// kapp, else kubectl, in one of the folders of `path`, the variable PATH; nullopt without either.
std::optional<ClusterTool> FindClusterTool(std::string_view path, const FileSystem& disk);

// `text` is what MakeDelivery() has given for the environment `name`. Each waits until the cluster is done.
std::vector<ClusterCommand> PlanApply(ClusterTool tool, const std::string& name, const std::string& text);
std::vector<ClusterCommand> PlanStatus(ClusterTool tool, const std::string& name, const std::string& text);
std::vector<ClusterCommand> PlanDelete(ClusterTool tool, const std::string& name, const std::string& text);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_CLUSTER_COMMANDS_H_
