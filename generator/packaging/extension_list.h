// Packages as they were delivered before there were resources for packages: an App for each, to be applied by hand or by a
// tool that finds it in a list.
//
//   extensions/metadata.yaml                the list
//   extensions/NAME/VERSION/addon.yaml      the App of a package version of the stage
//
// `extensions` of a repository file:
//
//   version: latest            # of the list
//   branch: main
//   minsupported: v0.2.0       # versions of the tool that the extensions work with; default: each its own version
//   maxsupported: v0.3.0
//   namespace: extensions      # of the Apps; default: that of the repository
//   spec: {syncPeriod: 5m}     # any field of the Apps; the ServiceAccount is NAME-NAMESPACE-sa if none is named
//
// The list:
//
//   version: latest
//   branch: main
//   extensions:
//   - name: contour
//     version: 1.22.3
//     minsupported: v0.2.0
//     maxsupported: v0.3.0
//     files:
//     - filename: addon.yaml

#ifndef PKGREPO_PACKAGING_EXTENSION_LIST_H_
#define PKGREPO_PACKAGING_EXTENSION_LIST_H_

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "packaging/install_declaration.h"

namespace pkgrepo::packaging {

struct ExtensionOptions {
  std::string version;
  std::string branch;
  // Empty where each extension has its own version.
  std::string min_supported;
  std::string max_supported;
  // What all Apps have: namespace and spec.
  InstallDeclaration install;
};

// `value` is what stands at `node`. Throws Error with file and line for unknown and for missing keys.
ExtensionOptions ReadExtensionOptions(const ConfigNode& node, const nlohmann::json& value);

struct Extension {
  std::string name;
  std::string version;
  // Its Package, in the present form.
  nlohmann::json package;
};

// The files by path. Throws Error with file and line for what an API server would refuse.
std::map<std::string, std::string> MakeExtensions(const ExtensionOptions& options,
                                                  const std::vector<Extension>& extensions);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_EXTENSION_LIST_H_
