#include "packaging/extension_list.h"

#include <utility>

#include "base/file_system.h"
#include "packaging/install_resources.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr const char* kListFile = "metadata.yaml";
constexpr const char* kAppFile = "addon.yaml";

// Its keys in the order in which they are written, as the list has always been.
std::string PrintList(const ExtensionOptions& options, const std::vector<Extension>& extensions) {
  const auto scalar = [](const std::string& text) { return yaml::PrintJsonAsYaml(text); };  // with its newline
  std::string text = "version: " + scalar(options.version) + "branch: " + scalar(options.branch) + "extensions:\n";
  for (const Extension& extension : extensions) {
    const std::string& least = options.min_supported.empty() ? extension.version : options.min_supported;
    const std::string& most = options.max_supported.empty() ? extension.version : options.max_supported;
    text += "- name: " + scalar(extension.name) + "  version: " + scalar(extension.version) +
            "  minsupported: " + scalar(least) + "  maxsupported: " + scalar(most) + "  files:\n  - filename: " +
            kAppFile + "\n";
  }
  return text;
}

}  // namespace

ExtensionOptions ReadExtensionOptions(const ConfigNode& node, const json& value) {
  node.AllowKeys({"version", "branch", "minsupported", "maxsupported", "namespace", "spec"});
  ExtensionOptions options{.version = node.Require("version").Text(),
                           .branch = node.Require("branch").Text(),
                           .min_supported = node.TextOr("minsupported", ""),
                           .max_supported = node.TextOr("maxsupported", ""),
                           .install = {}};
  options.install.node = node;
  options.install.name_space = node.TextOr("namespace", "");
  if (const std::optional<ConfigNode> spec = node.Find("spec")) {
    spec->Fields();
    options.install.spec = value.at("spec");
  }
  return options;
}

std::map<std::string, std::string> MakeExtensions(const ExtensionOptions& options,
                                                  const std::vector<Extension>& extensions) {
  std::map<std::string, std::string> files = {{kListFile, PrintList(options, extensions)}};
  for (const Extension& extension : extensions) {
    InstallInput input{.declaration = options.install, .package = extension.package, .form = InstallForm::kApp};
    input.declaration.name = extension.name;
    files[JoinPath(extension.name, JoinPath(extension.version, kAppFile))] =
        yaml::PrintJsonAsYaml(MakeInstall(input).install);
  }
  return files;
}

}  // namespace pkgrepo::packaging
