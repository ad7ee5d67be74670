// The keychains of clouds: gke, ecr, aks and github. GitHub's is an environment variable. The others ask services of
// their cloud, which is not done here; that is said where a registry denies.

#ifndef PKGREPO_OCI_CLOUD_KEYCHAINS_H_
#define PKGREPO_OCI_CLOUD_KEYCHAINS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oci/credentials.h"
#include "oci/reference.h"

namespace pkgrepo::oci {

// What the keychains `clouds` know of a repository.
std::optional<Credentials> FindCloudCredentials(const Repository& repository,
                                                const std::vector<std::string>& clouds,
                                                const std::map<std::string, std::string>& environment);

// The one of `clouds` that would know the repository's registry but is not supported; "" if there is none.
std::string UnsupportedKeychain(const Repository& repository, const std::vector<std::string>& clouds);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_CLOUD_KEYCHAINS_H_
