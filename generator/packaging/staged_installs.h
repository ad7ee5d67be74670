// What a repository file has besides its PackageRepository: what is installed of the packages of its stage, and their Apps.

#ifndef PKGREPO_PACKAGING_STAGED_INSTALLS_H_
#define PKGREPO_PACKAGING_STAGED_INSTALLS_H_

#include <map>
#include <string>

#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/repository_file.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// What installs are made of besides the repository file.
struct InstallSources {
  BuildTree tree;
  // The embedded registry, which has the bundles.
  std::string layout;
  // The project's CustomResourceDefinitions of others, if it is there (PackageRights::AddDefinitions()).
  std::string definitions;
};

// Documents to apply after the PackageRepository, for `installs`; "" without any. Reads the Packages and their manifests from
// the build tree, and files of values. Throws Error with file and line for what is not in the stage, for values that the
// packages refuse, for what a cluster would refuse, and if rights cannot be derived.
std::string MakeStagedInstalls(const RepositoryFile& file, const StageRecord& stage, const InstallSources& sources,
                               StepInputs& inputs);

// The files for `extensions`, by path; none without it.
std::map<std::string, std::string> MakeStagedExtensions(const RepositoryFile& file, const StageRecord& stage,
                                                        const BuildTree& tree, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGED_INSTALLS_H_
