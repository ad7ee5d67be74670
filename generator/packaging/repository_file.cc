#include "packaging/repository_file.h"

#include <nlohmann/json.hpp>

#include "go/duration.h"
#include "kube/metadata_check.h"
#include "packaging/config_node.h"
#include "packaging/resource_check.h"

namespace pkgrepo::packaging {
namespace {

using TextMap = std::map<std::string, std::string>;

// Reads the fields of a file, and keeps what is wrong with them until all are read.
class FieldReader {
 public:
  explicit FieldReader(const ConfigNode& root) : root_(root) {}

  // The text at `key`, "" if there is none.
  std::string Name(const std::string& key, kube::NameFault (*check)(std::string_view)) {
    const std::optional<ConfigNode> node = root_.Find(key);
    if (!node) return "";
    return Checked({key}, node->Text(), check);
  }

  // kapp-controller takes any text, and then lists no repository of the cluster any more.
  std::string Period(const std::string& key) {
    const std::string text = root_.TextOr(key, "");
    if (!root_.Find(key)) return "";
    try {
      const std::chrono::nanoseconds period = go::ParseDuration(text);
      if (period.count() > 0) return go::FormatDuration(period);
    } catch (const Error&) {
      // What is right helps more than what Go holds against it.
    }
    faults_.push_back({{key}, key + " '" + text + "' is no duration", "write 10m, 1h30m or 45s"});
    return text;
  }

  std::string Secret(const std::string& key) {
    const std::optional<ConfigNode> node = root_.Find(key);
    if (!node) return "";
    node->AllowKeys({"name"});
    return Checked({key, "name"}, node->Require("name").Text(), kube::DnsSubdomainFault);
  }

  TextMap Texts(const std::string& key,
                std::vector<kube::FieldFault> (*check)(const nlohmann::json&, const kube::FieldPath&)) {
    TextMap map;
    if (const std::optional<ConfigNode> node = root_.Find(key)) {
      for (const auto& [name, value] : node->Fields()) map[name] = value.Text();
    }
    for (kube::FieldFault& fault : check(map, {key})) faults_.push_back(std::move(fault));
    return map;
  }

  const std::vector<kube::FieldFault>& faults() const { return faults_; }

 private:
  std::string Checked(const kube::FieldPath& path, std::string text,
                      kube::NameFault (*check)(std::string_view)) {
    if (const kube::NameFault fault = check(text)) {
      faults_.push_back({path, kube::FieldName(path) + " '" + text + "' " + *fault, ""});
    }
    return text;
  }

  const ConfigNode& root_;
  std::vector<kube::FieldFault> faults_;
};

}  // namespace

RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'stage'").At({.file = file, .line = 1});
  root.AllowKeys({"stage", "name", "namespace", "syncPeriod", "secretRef", "labels", "annotations"});
  const ConfigNode stage = root.Require("stage");
  FieldReader reader(root);
  RepositoryFile repository{.stage = stage.Text(),
                            .stage_position = stage.position(),
                            .name = reader.Name("name", kube::DnsSubdomainFault),
                            .name_space = reader.Name("namespace", kube::DnsLabelFault),
                            .sync_period = reader.Period("syncPeriod"),
                            .secret_name = reader.Secret("secretRef"),
                            .labels = reader.Texts("labels", kube::CheckLabels),
                            .annotations = reader.Texts("annotations", kube::CheckAnnotations)};
  ThrowFaults(root, reader.faults());
  return repository;
}

}  // namespace pkgrepo::packaging
