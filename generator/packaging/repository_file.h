// Repository files: a PackageRepository that a cluster subscribes to, and the stage whose bundle it serves.
//
//   stage: beta
//   name: acme-beta.example.com        # default: the stage file's name, else the file's own
//   namespace: acme-packages           # default: none; whoever applies it chooses
//   syncPeriod: 10m                    # default: kapp-controller's
//   secretRef: {name: registry-login}  # a Secret in the same namespace with the login to the registry
//   labels: {acme.example.com/channel: beta}
//   annotations: {}
//   clusters: [staging]                # clusters that have it: other repositories there must not conflict with it
//   paused: false
//   tagSelection: {semver: {constraints: ">=1.0.0"}}   # follow the tags of the stage; default: pinned to its digest
//   installs:                          # what is installed from it (packaging/install_declaration.h)
//   - package: contour
//     values: [contour-values.yaml]
//   extensions:                        # Apps and their list, for clusters without packages (packaging/extension_list.h)
//     version: latest
//     branch: main
//
// If its stage has Packages of package.carvel.dev, so has it the form of that time, which knows no syncPeriod, paused and
// tagSelection, and no namespace.

#ifndef PKGREPO_PACKAGING_REPOSITORY_FILE_H_
#define PKGREPO_PACKAGING_REPOSITORY_FILE_H_

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "packaging/extension_list.h"
#include "packaging/install_declaration.h"

namespace pkgrepo::packaging {

// Fields that the file leaves out are empty.
struct RepositoryFile {
  std::string stage;
  Position stage_position;
  std::string name;
  std::string name_space;
  // In the form in which a cluster keeps it, "10m0s": any other would always look like a change.
  std::string sync_period;
  std::string secret_name;
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  bool paused = false;
  // Null if it is pinned.
  nlohmann::json tag_selection = {};
  std::vector<InstallDeclaration> installs = {};
  std::optional<ExtensionOptions> extensions = {};
  // Of the present form alone: the first key that the file has of these, and its place.
  std::string late_key = {};
  Position late_position = {};
  struct Cluster {
    std::string name;
    Position position;
  };
  // Each once (packaging/shared_cluster.h).
  std::vector<Cluster> clusters = {};
};

// Throws Error with file and line for unknown keys, a missing stage, and what an API server or kapp-controller
// would refuse.
RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_REPOSITORY_FILE_H_
