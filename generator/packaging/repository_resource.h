// PackageRepository: the custom resource that makes kapp-controller serve the packages of a repository
// bundle.
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/#packagerepository-cr

#ifndef PKGREPO_PACKAGING_REPOSITORY_RESOURCE_H_
#define PKGREPO_PACKAGING_REPOSITORY_RESOURCE_H_

#include <string>

#include "packaging/records.h"
#include "packaging/repository_file.h"

namespace pkgrepo::packaging {

// The resource, pinned to the stage's digest. Its name is the file's, else the stage's, else `fallback_name`.
// Throws Error naming the file if the name is not a valid object name.
std::string GenerateRepository(const RepositoryFile& file, const StageRecord& stage,
                               const std::string& fallback_name);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_REPOSITORY_RESOURCE_H_
