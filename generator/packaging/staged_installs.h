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

// Documents to apply after the PackageRepository, for `installs`; "" without any. Reads the Packages from the build tree, and
// files of values. Throws Error with file and line for what is not in the stage, and for what a cluster would refuse.
std::string MakeStagedInstalls(const RepositoryFile& file, const StageRecord& stage, const BuildTree& tree,
                               StepInputs& inputs);

// The files for `extensions`, by path; none without it.
std::map<std::string, std::string> MakeStagedExtensions(const RepositoryFile& file, const StageRecord& stage,
                                                        const BuildTree& tree, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGED_INSTALLS_H_
