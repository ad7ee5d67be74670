#include "packaging/repository_file.h"

#include <nlohmann/json.hpp>

#include "base/duration.h"
#include "kube/metadata_check.h"
#include "packaging/config_node.h"
#include "packaging/resource_check.h"

namespace pkgrepo::packaging {
namespace {

using TextMap = std::map<std::string, std::string>;
using MapCheck = std::vector<kube::FieldFault> (*)(const nlohmann::json&, const kube::FieldPath&);

TextMap ReadTextMap(const ConfigNode& root, const std::string& key, MapCheck check) {
  TextMap map;
  if (const std::optional<ConfigNode> node = root.Find(key)) {
    for (const auto& [name, value] : node->Fields()) map[name] = value.Text();
  }
  ThrowFaults(root, check(map, {key}));
  return map;
}

// The text at `key`, "" if there is none.
std::string ReadName(const ConfigNode& root, std::string_view key,
                     kube::NameFault (*check)(std::string_view)) {
  const std::optional<ConfigNode> node = root.Find(key);
  if (!node) return "";
  const std::string text = node->Text();
  if (const kube::NameFault fault = check(text)) {
    throw node->Fault(std::string(key) + " '" + text + "' " + *fault);
  }
  return text;
}

// kapp-controller takes any text, and then lists no repository of the cluster any more.
std::string ReadPeriod(const ConfigNode& root) {
  const std::optional<ConfigNode> node = root.Find("syncPeriod");
  if (!node) return "";
  const std::string text = node->Text();
  try {
    const std::chrono::nanoseconds period = ParseDuration(text);
    if (period.count() > 0) return FormatDuration(period);
  } catch (const Error&) {
    // What is wrong with it in detail helps less than what is right.
  }
  throw node->Fault("syncPeriod '" + text + "' is no duration").Hint("write 10m, 1h30m or 45s");
}

std::string ReadSecret(const ConfigNode& root) {
  const std::optional<ConfigNode> node = root.Find("secretRef");
  if (!node) return "";
  node->AllowKeys({"name"});
  node->Require("name");
  return ReadName(*node, "name", kube::DnsSubdomainFault);
}

}  // namespace

RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'stage'").At({.file = file, .line = 1});
  root.AllowKeys({"stage", "name", "namespace", "syncPeriod", "secretRef", "labels", "annotations"});
  const ConfigNode stage = root.Require("stage");
  return {.stage = stage.Text(),
          .stage_position = stage.position(),
          .name = ReadName(root, "name", kube::DnsSubdomainFault),
          .name_space = ReadName(root, "namespace", kube::DnsLabelFault),
          .sync_period = ReadPeriod(root),
          .secret_name = ReadSecret(root),
          .labels = ReadTextMap(root, "labels", kube::CheckLabels),
          .annotations = ReadTextMap(root, "annotations", kube::CheckAnnotations)};
}

}  // namespace pkgrepo::packaging
