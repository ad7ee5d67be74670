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

#include "imgpkg/content.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/stage_plan.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// Of a Package that its stage calls deprecated: the reason.
inline constexpr const char* kDeprecatedAnnotation = "pkgrepo/deprecated";

struct StageContent {
  // Content by path in the bundle.
  std::map<std::string, std::string> files;
  std::vector<StagedPackage> packages;
  // Of each Package in `files` that is of this project, the file of the build tree that it comes from.
  std::map<std::string, std::string> built = {};
};

// Collects what the stage lists from the build tree, noting what was read. An entry that states its image
// stands for itself where the project has no such package. Throws Error with the entry's place, and the
// nearest name, for a package or version that is not there.
StageContent CollectStage(const StagePlan& stage, const BuildTree& tree, StepInputs& inputs);

// Puts all Packages and PackageMetadata in one file instead, packages/packages.yaml, which a cluster takes as well.
void JoinResources(StageContent& content);

// The entries of the layer. Their content is not read from `directory`, in which another build may be at work.
std::vector<imgpkg::ContentEntry> ListStage(const StageContent& content, const std::string& directory);

// Makes `directory` hold exactly these files, leaving equal ones alone.
void WriteStageFiles(const StageContent& content, const std::string& directory, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_BUNDLE_H_
