// The repository bundle of a stage: its packages' resources and the lock of their bundles, as files.
//
//   packages/REF_NAME/VERSION.yml     Package
//   packages/REF_NAME/metadata.yml    PackageMetadata
//   .imgpkg/images.yml                ImagesLock of the packages' bundles
//
// https://carvel.dev/kapp-controller/docs/latest/packaging-artifact-formats/#package-repository-bundle

#ifndef PKGREPO_PACKAGING_STAGE_BUNDLE_H_
#define PKGREPO_PACKAGING_STAGE_BUNDLE_H_

#include <map>
#include <string>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/stage_file.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct StageContent {
  // Content by path in the bundle.
  std::map<std::string, std::string> files;
  std::vector<StagedPackage> packages;
};

// Collects what the stage lists from the build tree, noting what was read. An entry that states its image
// stands for itself where the project has no such package. Throws Error with the entry's place, and the
// nearest name, for a package or version that is not there.
StageContent CollectStage(const StageFile& stage, const BuildTree& tree, StepInputs& inputs);

// Makes `directory` hold exactly these files, leaving equal ones alone.
void WriteStageFiles(const StageContent& content, const std::string& directory, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_BUNDLE_H_
