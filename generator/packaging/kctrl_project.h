// Projects of `kctrl package init`: a bundle with a package-build.yml, which says how the Package is templated, deployed
// and exported, and a package-resources.yml with its Package, PackageMetadata and a PackageInstall to try it with.
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

#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kKctrlBuildFile = "package-build.yml";
inline constexpr std::string_view kKctrlResourcesFile = "package-resources.yml";

struct KctrlProject {
  std::string build_file;
  std::string resources_file;
  // The Package of package-resources.yml with the template of package-build.yml; it fetches a bundle whose image is yet to
  // be set, and kbld reads the image lock, as kctrl has it.
  nlohmann::json package;
  // As text; "" if package-resources.yml has none.
  std::string metadata;
  // What of the folder is exported into the bundle.
  std::vector<std::string> include_paths;

  std::string PackageText() const;
  // Whether the bundle of a release has this path of the folder: the included paths, and the image lock.
  bool Exports(const std::string& path) const;
};

// nullopt if the folder has neither file. Throws Error with file and line if one of them is missing or not understood.
std::optional<KctrlProject> ReadKctrlProject(const std::string& folder, StepInputs& inputs);

// The text of KctrlProject::PackageText() as a release: with version, image and, unless it is null, the schema.
std::string CompleteKctrlPackage(const std::string& file, const std::string& text, const std::string& version,
                                 const std::string& image, const nlohmann::json& values_schema);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_PROJECT_H_
