#include "packaging/repository_file.h"

#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

std::map<std::string, std::string> TextMap(const ConfigNode& root, std::string_view key) {
  std::map<std::string, std::string> map;
  if (const std::optional<ConfigNode> node = root.Find(key)) {
    for (const auto& [name, value] : node->Fields()) map[name] = value.Text();
  }
  return map;
}

}  // namespace

RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'stage'").At({.file = file, .line = 1});
  root.AllowKeys({"stage", "name", "namespace", "syncPeriod", "labels", "annotations"});
  const ConfigNode stage = root.Require("stage");
  return {.stage = stage.Text(),
          .stage_position = stage.position(),
          .name = root.TextOr("name", ""),
          .name_space = root.TextOr("namespace", ""),
          .sync_period = root.TextOr("syncPeriod", ""),
          .labels = TextMap(root, "labels"),
          .annotations = TextMap(root, "annotations")};
}

}  // namespace pkgrepo::packaging
