// Where the steps of the graph leave their results, below one folder of the build tree:
//
//   packages.list                        the package versions that the project declares, one "NAME VERSION" a line
//   failures.list                        those that are known not to build
//   packages/NAME/VERSION/
//                         vendor.json    what was fetched, and the digest of the bundle's tree with it
//                         vendored/      the bundle with what was fetched; only if something was
//                         fetched/       all that the Package fetches; only if that is not the bundle alone
//                         inline/STEP/   files that a template step of the Package holds itself
//                         rendered.json  the cases, each with the digest of its manifests
//                         rendered/      CASE.yaml, or CASE.stderr for a case that the package refuses
//                         origins.json   of each document in rendered/, the line it comes from
//                         schema.json    the schema of the values in OpenAPI v3, or null
//                         images.yml     the images that the manifests use, by digest
//                         bundle.json    where the bundle will live, and its digest
//                         package.yaml, metadata.yaml
//   stages/STAGE/bundle/                 the files of the repository bundle
//                stage.json              where it will live, its digest, and the packages it holds
//   repositories/REPOSITORY.yaml         the PackageRepository
//
// Beside the first output of each step: OUTPUT.d, its dependency file, with OUTPUT.links/ (base/depfile.h), and
// OUTPUT.inputs.d, how its inputs were (packaging/input_record.h).

#ifndef PKGREPO_PACKAGING_BUILD_TREE_H_
#define PKGREPO_PACKAGING_BUILD_TREE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

// What the steps of a package version leave in its folder, an output of each, in the order of the steps.
std::vector<std::string> VersionOutputs(const std::string& output);

// Its name in the folder that CMake builds in, as cmake/PackageRepoSteps.cmake has it.
inline constexpr std::string_view kBuildTree = "carvel";

class BuildTree {
 public:
  explicit BuildTree(std::string directory) : directory_(std::move(directory)) {}

  const std::string& directory() const { return directory_; }
  std::string PackageList() const { return JoinPath(directory_, "packages.list"); }
  std::string FailureList() const { return JoinPath(directory_, "failures.list"); }
  std::string StageList() const { return JoinPath(directory_, "stages.list"); }
  std::string Package(const std::string& name, const std::string& version) const {
    return JoinPath(directory_, "packages/" + name + "/" + version);
  }
  std::string Stage(const std::string& stage) const { return JoinPath(directory_, "stages/" + stage); }
  std::string Repositories() const { return JoinPath(directory_, "repositories"); }

 private:
  std::string directory_;
};

inline constexpr std::string_view kVendorRecord = "vendor.json";
inline constexpr std::string_view kVendoredBundle = "vendored";
inline constexpr std::string_view kFetchedDirectory = "fetched";
inline constexpr std::string_view kInlineDirectory = "inline";
inline constexpr std::string_view kRenderedRecord = "rendered.json";
inline constexpr std::string_view kOriginsFile = "origins.json";
inline constexpr std::string_view kRenderedDirectory = "rendered";
inline constexpr std::string_view kSchemaFile = "schema.json";
inline constexpr std::string_view kImagesFile = "images.yml";
inline constexpr std::string_view kBundleRecord = "bundle.json";
inline constexpr std::string_view kPackageFile = "package.yaml";
inline constexpr std::string_view kMetadataFile = "metadata.yaml";
inline constexpr std::string_view kStageRecord = "stage.json";
inline constexpr std::string_view kStageBundle = "bundle";

struct PackageVersion {
  // The name of its folder, in the source tree and in the build tree.
  std::string folder;
  // What its Package says.
  std::string version;

  bool IsCalled(std::string_view name) const { return folder == name || version == name; }
};

// The package versions of a project by name, in the order in which they were declared.
using PackageList = std::map<std::string, std::vector<PackageVersion>>;

// Reads packages.list. Throws Error with the line for anything else.
PackageList ParsePackageList(const std::string& file, std::string_view text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUILD_TREE_H_
