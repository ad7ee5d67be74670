#include "packaging/install_files.h"

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

void CheckValuesFile(const std::string& file, const std::string& text) {
  for (const ConfigNode& document : ConfigNode::ParseAll(file, text)) {
    if (!document.IsMap()) throw document.Fault("expected a map of values here");
  }
}

std::string ReadRights(const std::string& file, const std::string& text, const nlohmann::json& account) {
  const std::string name = account.at("metadata").at("name");
  const std::string name_space = account.at("metadata").at("namespace");
  for (const ConfigNode& document : ConfigNode::ParseAll(file, text)) {
    if (!document.IsMap() || document.TextOr("kind", "") != "ServiceAccount") continue;
    const ConfigNode metadata = document.Require("metadata");
    if (metadata.TextOr("name", "") == name && metadata.TextOr("namespace", "") == name_space) return text;
  }
  throw Error("there is no ServiceAccount " + name + " in namespace " + name_space)
      .At({.file = file})
      .Hint("make the rights for the same name and namespace");
}

}  // namespace pkgrepo::packaging
