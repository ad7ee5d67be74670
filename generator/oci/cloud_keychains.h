// The keychains of clouds, which IMGPKG_ACTIVE_KEYCHAINS names: gke, ecr, aks and github. GitHub's is an environment
// variable. The others ask services of their cloud, which is not done here; that is said where a registry denies.
//
// https://carvel.dev/imgpkg/docs/latest/auth/

#ifndef PKGREPO_OCI_CLOUD_KEYCHAINS_H_
#define PKGREPO_OCI_CLOUD_KEYCHAINS_H_

#include <map>
#include <optional>
#include <string>

#include "oci/credentials.h"
#include "oci/reference.h"

namespace pkgrepo::oci {

// Throws Error with imgpkg's words for a name that is not one of the four.
void CheckActiveKeychains(const std::map<std::string, std::string>& environment);

// What an active keychain knows of a repository.
std::optional<Credentials> FindCloudCredentials(const Repository& repository,
                                                const std::map<std::string, std::string>& environment);

// The active keychain that would know the repository's registry but is not supported; "" if there is none.
std::string UnsupportedKeychain(const Repository& repository,
                                const std::map<std::string, std::string>& environment);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_CLOUD_KEYCHAINS_H_
