// Repository files: a PackageRepository that a cluster subscribes to, and the stage whose bundle it serves.
//
//   stage: beta
//   name: acme-beta.example.com        # default: the stage file's name, else the file's own
//   namespace: acme-packages           # default: none, for the one who applies it to choose
//   syncPeriod: 10m                    # default: kapp-controller's
//   secretRef: {name: registry-login}  # a Secret in the same namespace with the login to the registry
//   labels: {acme.example.com/channel: beta}
//   annotations: {}

#ifndef PKGREPO_PACKAGING_REPOSITORY_FILE_H_
#define PKGREPO_PACKAGING_REPOSITORY_FILE_H_

#include <map>
#include <string>

#include "base/error.h"

namespace pkgrepo::packaging {

// Fields that the file leaves out are empty.
struct RepositoryFile {
  std::string stage;
  Position stage_position;
  std::string name;
  std::string name_space;
  // In the form in which a cluster keeps it, "10m0s": another would look like a change for ever.
  std::string sync_period;
  std::string secret_name;
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
};

// Throws Error with file and line for unknown keys, a missing stage, and what an API server or kapp-controller
// would refuse.
RepositoryFile ParseRepositoryFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_REPOSITORY_FILE_H_
