// Credentials in Docker's config.json and from its credential helpers (`docker-credential-NAME`).
// https://docs.docker.com/reference/cli/docker/login/

#ifndef PKGREPO_OCI_DOCKER_CONFIG_H_
#define PKGREPO_OCI_DOCKER_CONFIG_H_

#include <map>
#include <string>

#include "base/file_system.h"
#include "base/process.h"
#include "oci/credentials.h"
#include "oci/reference.h"

namespace pkgrepo::oci {

// What is there for a repository; anonymous if nothing is. `environment` says where config.json lies. Throws Error in
// Docker's words for a malformed file (an entry of any registry counts) and a helper that fails.
Credentials FindDockerCredentials(const Repository& repository,
                                  const std::map<std::string, std::string>& environment,
                                  const FileSystem& files, const ProcessRunner& processes);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_DOCKER_CONFIG_H_
