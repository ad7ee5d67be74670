#include "packaging/install_declaration.h"

#include "base/error.h"
#include "base/file_system.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {

using nlohmann::json;

namespace {

std::vector<std::string> Texts(const ConfigNode& node, const char* key) {
  std::vector<std::string> texts;
  const std::optional<ConfigNode> list = node.Find(key);
  if (!list) return texts;
  for (const ConfigNode& item : list->Items()) texts.push_back(item.Text());
  return texts;
}

InstallRights ReadRights(const ConfigNode& node) {
  InstallRights rights;
  if (node.IsScalar()) {
    const std::optional<InstallRights::Extent> extent = ParseRightsExtent(node.Text());
    if (!extent) throw node.Fault("unknown rights '" + node.Text() + "'").Hint("write needed, cluster-admin or none, or a map");
    rights.extent = *extent;
    return rights;
  }
  node.AllowKeys({"roles", "cases", "from", "existingNamespaces"});
  if (const std::optional<ConfigNode> way = node.Find("roles")) {
    const std::optional<kube::Installation::Roles> roles = ParseRolesWay(way->Text());
    if (!roles) throw way->Fault("unknown way '" + way->Text() + "' to make roles").Hint("write hold or escalate");
    rights.roles = *roles;
  }
  rights.cases = Texts(node, "cases");
  rights.from = Texts(node, "from");
  const std::vector<std::string> namespaces = Texts(node, "existingNamespaces");
  rights.existing_namespaces = {namespaces.begin(), namespaces.end()};
  return rights;
}

}  // namespace

std::optional<InstallRights::Extent> ParseRightsExtent(std::string_view text) {
  using enum InstallRights::Extent;
  if (text == "needed") return kNeeded;
  if (text == "cluster-admin") return kClusterAdmin;
  if (text == "none") return kNone;
  return std::nullopt;
}

std::optional<kube::Installation::Roles> ParseRolesWay(std::string_view text) {
  using enum kube::Installation::Roles;
  if (text == "hold") return kHold;
  if (text == "escalate") return kEscalate;
  return std::nullopt;
}

InstallDeclaration ReadInstallDeclaration(const ConfigNode& node, const json& value, const std::string& file) {
  node.AllowKeys({"package", "version", "name", "namespace", "labels", "annotations", "values", "rights", "spec"});
  InstallDeclaration install{.package = node.TextOr("package", ""),
                             .version = node.TextOr("version", ""),
                             .name = node.TextOr("name", ""),
                             .name_space = node.TextOr("namespace", ""),
                             .node = node};
  for (const char* key : {"labels", "annotations"}) {
    if (!node.Find(key)) continue;
    node.Require(key).Fields();
    install.metadata[key] = value.at(key);
  }
  if (const std::optional<ConfigNode> values = node.Find("values")) {
    for (const ConfigNode& path : values->Items()) {
      install.values.push_back(CleanPath(JoinPath(DirName(file), path.Text())));
    }
  }
  if (const std::optional<ConfigNode> spec = node.Find("spec")) {
    spec->Fields();
    install.spec = value.at("spec");
  }
  if (const std::optional<ConfigNode> rights = node.Find("rights")) {
    if (install.HasAccount()) {
      throw node.Require("rights").Fault("these rights are nobody's: 'spec' says whose are used")
          .Hint("remove 'rights', or serviceAccountName and cluster of 'spec'");
    }
    install.rights = ReadRights(*rights);
  }
  return install;
}

InstallDeclaration ParseInstallFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  root.Fields();
  for (const char* key : {"package", "version"}) {
    if (const std::optional<ConfigNode> found = root.Find(key)) {
      throw found->Fault("the command line says which package version is installed")
          .Hint("remove '" + std::string(key) + "' here");
    }
  }
  return ReadInstallDeclaration(root, yaml::ParseYamlAsJson(text, file), file);
}

}  // namespace pkgrepo::packaging
