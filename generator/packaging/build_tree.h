// Where the steps of the graph leave their results, below one folder of the build tree:
//
//   packages.list                        the package versions that the project declares, one "NAME VERSION" a line
//   foreign.list                         those of them whose content is not of this project
//   failures.list                        those that are known not to build
//   published.list                       where the source tree tells what each version was published as, if pushes note that,
//                                        one "NAME VERSION FILE" a line
//   actions.list                         the targets that do something to all versions of a package, one a line
//   tasks/                               of add_carvel_makefile_targets(): TASK.dd (packaging/makefile_task.h)
//   images.list                          the container images that the project makes, one "NAME REPOSITORY:TAG" a line
//   derived.list                         the sets of files that commands derive, one name a line
//   references.list                      the sets of files with references, one name a line
//   sources.list                         where sources are: "package NAME/VERSION FOLDER", "image NAME FILE", as often as it has
//                                        files that a program of it is compiled of
//   references.policy                    what is demanded of references (references/policy.h)
//   stages.list, repositories.list       the stages, and the repositories, one "NAME FILE" a line
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
//                         rbac.yaml      the rights that it needs in a cluster; only once rbac-all was built
//                         images.yml.dd  the project's own images that the manifests name; only if it has any
//   images/IMAGE/specification           what CMake asks for (artifact/image_specification.h)
//                image.json              where the image will live, and its digest
//   derived/NAME/specification           what CMake asks for (derived/derived_files.h)
//                outputs.list, files/    what the command has made (derived/derived_results.h)
//   deliveries.list                      what is delivered where, an environment a line
//   deliveries/NAME.specification        what CMake asks for (delivery/delivery_specification.h)
//              NAME.yaml                 what to apply
//   apps.list                            the applications, one "NAME VERSION TEST STAGE IMAGE..." a line; TEST is - for none
//   apps/APP/source.json                 the revision of the source
//            test.json                   that its test has passed; only if it has one
//   charts.list                          the Helm charts that the project makes, one "NAME REPOSITORY:TAG" a line
//   chart-repositories.list              the repositories of charts, one "NAME URL" a line
//   charts/CHART/specification           what CMake asks for (artifact/chart_specification.h)
//                chart.json              where the chart will live, and its digest
//                NAME-VERSION.tgz        the chart
//   chart-repositories/NAME/index.yaml   and the archives that it lists
//   references/NAME/specification        what CMake asks for (references/reference_set.h)
//   stages/STAGE/bundle/                 the files of the repository bundle
//                stage.json              where it will live, its digest, and the packages it holds
//   repositories/REPOSITORY.yaml         the PackageRepository, and what is installed from it
//   repositories/REPOSITORY.extensions/  the Apps of its packages (packaging/extension_list.h); only if it asks for them
//   generator.id                         which generator the steps are of
//   cache                                where the cache is (cache/cache_access.h); cache.failed, cache.read-only
//   cache.lookups, cache.told            what was found there since that was last told (cache/cache_use.h)
//   configured                           has a record of what CMake looked at
//   contents.list                        what the files had in them when they were last looked at (packaging/content_cache.h)
//
// Beside the first output of each step: OUTPUT.d, its dependency file, with OUTPUT.links/ (base/depfile.h), and
// OUTPUT.inputs.d, how its inputs were (packaging/input_record.h), and OUTPUT.failed, why the step has failed
// (packaging/step_failure.h). Beside that of a stage or repository, OUTPUT.dd: what it waits for (packaging/step_order.h).

#ifndef PKGREPO_PACKAGING_BUILD_TREE_H_
#define PKGREPO_PACKAGING_BUILD_TREE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

// Its name in the folder that CMake builds in, as cmake/PackageRepoSteps.cmake has it.
inline constexpr std::string_view kBuildTree = "carvel";

// The default of PACKAGE_REPO_REGISTRY, as cmake/PackageRepoSteps.cmake has it.
inline constexpr std::string_view kDefaultRegistry = "localhost:5000";

// What all steps depend on, in the folder that CMake builds in.
inline constexpr std::string_view kGeneratorId = "carvel/generator.id";
inline constexpr std::string_view kConfigured = "carvel/configured";
inline constexpr std::string_view kRegistryMark = "registry/oci-layout";

struct PackageVersion {
  // The name of its folder, in the source tree and in the build tree.
  std::string folder;
  // What its Package says.
  std::string version;

  bool IsCalled(std::string_view name) const { return folder == name || version == name; }
};

// The package versions of a project by name, in the order in which they were declared.
using PackageList = std::map<std::string, std::vector<PackageVersion>>;

// A stage or a repository, and the file that describes it.
struct DeclaredFile {
  std::string name;
  std::string file;
};

class BuildTree {
 public:
  explicit BuildTree(std::string directory) : directory_(std::move(directory)) {}

  const std::string& directory() const { return directory_; }
  // Which part of the packages the build is for (packaging/shards.h).
  std::string Shard() const { return JoinPath(directory_, "shard"); }
  std::string PackageList() const { return JoinPath(directory_, "packages.list"); }
  std::string ForeignList() const { return JoinPath(directory_, "foreign.list"); }
  std::string FailureList() const { return JoinPath(directory_, "failures.list"); }
  std::string PublishedList() const { return JoinPath(directory_, "published.list"); }
  std::string ActionList() const { return JoinPath(directory_, "actions.list"); }
  std::string StageList() const { return JoinPath(directory_, "stages.list"); }
  std::string RepositoryList() const { return JoinPath(directory_, "repositories.list"); }
  std::string ImageList() const { return JoinPath(directory_, "images.list"); }
  std::string Image(const std::string& name) const { return JoinPath(directory_, "images/" + name); }
  std::string DerivedList() const { return JoinPath(directory_, "derived.list"); }
  std::string Derived(const std::string& name) const { return JoinPath(directory_, "derived/" + name); }
  std::string ReferenceList() const { return JoinPath(directory_, "references.list"); }
  std::string References(const std::string& name) const { return JoinPath(directory_, "references/" + name); }
  std::string SourceList() const { return JoinPath(directory_, "sources.list"); }
  std::string ReferencePolicy() const { return JoinPath(directory_, "references.policy"); }
  std::string ImageRecordOf(const std::string& name) const;
  std::string DeliveryList() const { return JoinPath(directory_, "deliveries.list"); }
  std::string DeliverySpecificationOf(const std::string& name) const {
    return JoinPath(directory_, "deliveries/" + name + ".specification");
  }
  std::string AppList() const { return JoinPath(directory_, "apps.list"); }
  std::string App(const std::string& name) const { return JoinPath(directory_, "apps/" + name); }
  std::string ChartList() const { return JoinPath(directory_, "charts.list"); }
  std::string ChartRepositoryList() const { return JoinPath(directory_, "chart-repositories.list"); }
  std::string Chart(const std::string& name) const { return JoinPath(directory_, "charts/" + name); }
  std::string ChartRecordOf(const std::string& name) const;
  std::string ChartRepository(const std::string& name) const { return JoinPath(directory_, "chart-repositories/" + name); }
  std::string Packages() const { return JoinPath(directory_, "packages"); }
  std::string Package(const std::string& name, const std::string& version) const {
    return JoinPath(Packages(), name + "/" + version);
  }
  std::string Stage(const std::string& stage) const { return JoinPath(directory_, "stages/" + stage); }
  std::string StageRecordOf(const std::string& stage) const;
  // The output of its push, which is never there.
  std::string StagePush(const std::string& stage) const { return JoinPath(Stage(stage), "push"); }
  // What the names of a repository's files begin with.
  std::string RepositoryStem(const std::string& name) const { return JoinPath(directory_, "repositories/" + name); }
  std::string Repository(const std::string& name) const;
  std::string Extensions(const std::string& name) const { return RepositoryStem(name) + ".extensions"; }
  std::string Configured() const { return JoinPath(DirName(directory_), kConfigured); }
  std::string ContentList() const { return JoinPath(directory_, "contents.list"); }

  // The versions that the project declares. Throws Error if it is not configured.
  packaging::PackageList ReadPackages(const FileSystem& files) const;
  // By NAME/VERSION, the file with what it was published as, of the versions whose pushes note that.
  std::map<std::string, std::string> ReadPublishedLocks(const FileSystem& files) const;
  std::vector<std::string> ReadStages(const FileSystem& files) const;
  std::vector<std::string> ReadRepositories(const FileSystem& files) const;

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
inline constexpr std::string_view kRightsFile = "rbac.yaml";
inline constexpr std::string_view kFailureFile = "failure.txt";
inline constexpr std::string_view kSpecification = "specification";
inline constexpr std::string_view kImageRecord = "image.json";
inline constexpr std::string_view kSourceRecord = "source.json";
inline constexpr std::string_view kTestRecord = "test.json";
inline constexpr std::string_view kChartRecord = "chart.json";
inline constexpr std::string_view kChartIndex = "index.yaml";
inline constexpr std::string_view kStageRecord = "stage.json";
inline constexpr std::string_view kStageBundle = "bundle";
inline constexpr std::string_view kRepositoryFile = ".yaml";  // follows its name
inline constexpr std::string_view kImagesOrder = "images.yml.dd";
inline constexpr std::string_view kStageOrder = "stage.json.dd";
inline constexpr std::string_view kPushOrder = "push.dd";
inline constexpr std::string_view kRepositoryOrder = ".yaml.dd";

// What is added to the path of an output.
inline constexpr std::string_view kOrderEnding = ".dd";
inline std::string OrderFileOf(const std::string& output) { return output + std::string(kOrderEnding); }

// Reads packages.list. Throws Error with the line for anything else.
PackageList ParsePackageList(const std::string& file, std::string_view text);

// What is called `version`, by the Package's version or by the folder's; null if nothing is.
const PackageVersion* FindVersion(const PackageList& packages, const std::string& name, std::string_view version);

// Reads stages.list or repositories.list.
std::vector<DeclaredFile> ParseDeclaredFiles(std::string_view text);
std::vector<std::string> NamesOf(const std::vector<DeclaredFile>& declared);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_BUILD_TREE_H_
