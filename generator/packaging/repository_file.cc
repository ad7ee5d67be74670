#include "packaging/repository_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "go/duration.h"
#include "kube/metadata_check.h"
#include "packaging/config_node.h"
#include "packaging/resource_check.h"
#include "packaging/version_choice.h"
#include "yaml/json_yaml.h"

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
    faults_.push_back(
        {{key}, key + " '" + text + "' is not a duration", "write a duration such as 10m, 1h30m or 45s"});
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

  bool Flag(const std::string& key) {
    const std::optional<ConfigNode> node = root_.Find(key);
    if (!node) return false;
    const std::string text = node->Text();
    if (text != "true" && text != "false") {
      faults_.push_back({{key}, key + " is '" + text + "', not true or false", ""});
    }
    return text == "true";
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

// {semver: {constraints, prereleases}}
nlohmann::json TagSelection(const ConfigNode& node, const nlohmann::json& value) {
  node.AllowKeys({"semver"});
  ReadVersionSelection(node.Require("semver"));
  return value;
}

// What only the present form of a PackageRepository has.
void FindLateKey(const ConfigNode& root, RepositoryFile& repository) {
  for (const char* key : {"namespace", "syncPeriod", "paused", "tagSelection"}) {
    if (!root.Find(key)) continue;
    repository.late_key = key;
    repository.late_position = root.PositionOf({key});
    return;
  }
}

// The parts that are passed on as they stand.
void ReadValues(const ConfigNode& root, const std::string& file, const std::string& text,
                RepositoryFile& repository) {
  const std::optional<ConfigNode> selection = root.Find("tagSelection");
  const std::optional<ConfigNode> installs = root.Find("installs");
  const std::optional<ConfigNode> extensions = root.Find("extensions");
  if (!selection && !installs && !extensions) return;
  const nlohmann::json values = yaml::ParseYamlAsJson(text, file);
  if (selection) repository.tag_selection = TagSelection(*selection, values.at("tagSelection"));
  if (installs) {
    const std::vector<ConfigNode> items = installs->Items();
    for (size_t i = 0; i < items.size(); ++i) {
      items[i].Require("package");
      repository.installs.push_back(ReadInstallDeclaration(items[i], values.at("installs").at(i), file));
    }
  }
  if (extensions) repository.extensions = ReadExtensionOptions(*extensions, values.at("extensions"));
}

// Any names, by which the files of a project call their clusters.
std::vector<RepositoryFile::Cluster> ReadClusters(const ConfigNode& root) {
  std::vector<RepositoryFile::Cluster> clusters;
  const std::optional<ConfigNode> node = root.Find("clusters");
  if (!node) return clusters;
  for (const ConfigNode& item : node->Items()) {
    const std::string name = item.Text();
    if (name.empty()) throw item.Fault("a cluster without a name");
    const bool is_known = std::ranges::find(clusters, name, &RepositoryFile::Cluster::name) != clusters.end();
    if (is_known) throw item.Fault("cluster '" + name + "' is given twice");
    clusters.push_back({.name = name, .position = item.position()});
  }
  return clusters;
}

}  // namespace

RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'stage'").At({.file = file, .line = 1});
  root.AllowKeys({"stage", "name", "namespace", "syncPeriod", "secretRef", "labels", "annotations", "paused",
                  "tagSelection", "installs", "extensions", "clusters"});
  const ConfigNode stage = root.Require("stage");
  FieldReader reader(root);
  RepositoryFile repository{.stage = stage.Text(),
                            .stage_position = stage.position(),
                            .name = reader.Name("name", kube::DnsSubdomainFault),
                            .name_space = reader.Name("namespace", kube::DnsLabelFault),
                            .sync_period = reader.Period("syncPeriod"),
                            .secret_name = reader.Secret("secretRef"),
                            .labels = reader.Texts("labels", kube::CheckLabels),
                            .annotations = reader.Texts("annotations", kube::CheckAnnotations),
                            .paused = reader.Flag("paused"),
                            .clusters = ReadClusters(root)};
  ThrowFaults(root, reader.faults());
  FindLateKey(root, repository);
  ReadValues(root, file, text, repository);
  return repository;
}

}  // namespace pkgrepo::packaging
