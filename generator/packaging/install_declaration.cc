#include "packaging/install_declaration.h"

#include "base/error.h"
#include "base/file_system.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {

using nlohmann::json;
InstallDeclaration ReadInstallDeclaration(const ConfigNode& node, const json& value, const std::string& file) {
  node.AllowKeys({"package", "version", "name", "namespace", "labels", "annotations", "values", "spec"});
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
