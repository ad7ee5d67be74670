// What makes a project of this module of a repository of packages that is there already: the CMakeLists.txt for its
// layouts, without a change to its files.
//
//   Adoption adoption = PlanAdoption("community-edition", {.domain = "community.tanzu.vmware.com"}, disk);
//   for (const std::string& what : adoption.not_understood) …
//
// Layouts: packages/NAME/VERSION/bundle (or package.yaml), packages/NAME/bundle, packages/NAME/*.yaml with Packages, and
// folders with the package-build.yml of kctrl. Of further files: stage files, and the pkgrepo-build.yml of kctrl.

#ifndef PKGREPO_PACKAGING_ADOPTION_H_
#define PKGREPO_PACKAGING_ADOPTION_H_

#include <string>
#include <vector>

#include "packaging/new_files.h"

namespace pkgrepo::packaging {

struct AdoptionOptions {
  // Of packages that do not state their full names.
  std::string domain;
  // Where images will live; "" leaves it at the module's default.
  std::string registry;
};

struct Adoption {
  // CMakeLists.txt, and where the repository has none of its own, a stage with all versions and a repository file; paths
  // include the directory.
  NewFiles files;
  // What was found, a line each.
  std::vector<std::string> understood;
  // What will not be built, with the reason.
  std::vector<std::string> not_understood;
};

// Throws Error if there are no packages, and where a domain is needed and not given.
Adoption PlanAdoption(const std::string& directory, const AdoptionOptions& options, const FileSystem& disk);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_ADOPTION_H_
