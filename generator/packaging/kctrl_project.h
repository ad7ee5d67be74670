// Projects of `kctrl package init`: a bundle with a package-build.yml, which says how the Package is templated,
// deployed and exported, and a package-resources.yml with its Package, PackageMetadata and a PackageInstall to try it
// with.
//
//   if (const auto project = ReadKctrlProject(bundle, inputs)) text = project->PackageText();
//
// https://carvel.dev/kapp-controller/docs/latest/kctrl-package-authoring/

#ifndef PKGREPO_PACKAGING_KCTRL_PROJECT_H_
#define PKGREPO_PACKAGING_KCTRL_PROJECT_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "packaging/kbld_inputs.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kKctrlBuildFile = "package-build.yml";
inline constexpr std::string_view kKctrlResourcesFile = "package-resources.yml";

struct KctrlProject {
  std::string build_file;
  std::string resources_file;
  // The Package of package-resources.yml with the template of package-build.yml; it fetches a bundle whose image is yet
  // to be set. With useKbldImagesLock, the default where nothing is exported, the stream and the image lock replace the
  // paths of kbld.
  nlohmann::json package;
  // As text; "" if package-resources.yml has none.
  std::string metadata;
  // The paths that are exported into the bundle. Of several exports kctrl releases the last.
  std::vector<std::string> include_paths;
  // The paths of kbld that were replaced: kctrl creates the lock with them, but the released Package does not read
  // them.
  std::vector<StepPath> lock_paths;

  std::string PackageText() const;
  // Whether the bundle of a release has this path of the folder: the included paths, and the image lock.
  bool Exports(const std::string& path) const;
};

// nullopt if the folder has neither file. Throws Error with file and line if one of them is missing or not understood.
std::optional<KctrlProject> ReadKctrlProject(const std::string& folder, StepInputs& inputs);

// The text of KctrlProject::PackageText() as a release: with version, image, unless it is null, the schema, and, unless it is
// "" or there is one, the time of the release.
std::string CompleteKctrlPackage(const std::string& file, const std::string& text, const std::string& version,
                                 const std::string& image, const nlohmann::json& values_schema,
                                 const std::string& released_at = "");

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_PROJECT_H_
