// `kctrl package release` and `kctrl package repository release`: from the files of a project to bundles in a registry and
// the resources that name them by digest. packaging/kctrl_files.h has the files, cli/kctrl the conversation with the user.
//
// https://carvel.dev/kapp-controller/docs/latest/kctrl-package-authoring/

#ifndef PKGREPO_PACKAGING_KCTRL_RELEASE_H_
#define PKGREPO_PACKAGING_KCTRL_RELEASE_H_

#include <string>
#include <vector>

#include "packaging/kctrl_files.h"
#include "packaging/kctrl_render.h"

namespace pkgrepo::packaging {

// Completes what a release writes into package-build.yml: that it makes resources, and a bundle for `image`.
void PrepareKctrlRelease(KctrlBuild& build, const std::string& image);

// The image that the first export names; "" if there is none.
std::string ExportedImage(const KctrlBuild& build);

struct KctrlReleaseOptions {
  std::string version;
  std::string tag;
  // Seconds since 1970.
  int64_t time = 0;
  bool with_schema = true;
};

// Pushes the bundles of `build`, whose images' lock is in .imgpkg, and returns the Package.
nlohmann::json ReleaseKctrlPackage(const KctrlBuild& build, const KctrlResources& resources,
                                   const KctrlReleaseOptions& options, const KctrlTools& tools);

// Writes Package and PackageMetadata below `folder`: packages/NAME/package.yml, or, in the form of a repository,
// packages/NAME/VERSION.yml, and metadata.yml. Returns the files in the order in which they were written.
std::vector<std::string> WriteKctrlPackage(const std::string& folder, bool as_repository,
                                           const std::string& name, const std::string& version,
                                           const nlohmann::json& package, const nlohmann::json& metadata,
                                           FileSystem& files);

// package-repository.yml.
void WriteKctrlRepository(const KctrlRepositoryBuild& build, const std::string& version, int64_t time,
                          const std::string& image, FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_RELEASE_H_
