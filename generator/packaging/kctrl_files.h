// The files by which kctrl builds a package or a repository, read and written as kctrl does: unknown fields and comments
// are gone afterwards, keys are sorted, and `creationTimestamp: null` is there.
//
//   KctrlBuild build = KctrlBuild::Read(disk);          // package-build.yml
//   KctrlResources resources = KctrlResources::Read(disk);
//
// For what the build graph reads of such a project see kctrl_project.h.
// https://carvel.dev/kapp-controller/docs/latest/kctrl-package-authoring/

#ifndef PKGREPO_PACKAGING_KCTRL_FILES_H_
#define PKGREPO_PACKAGING_KCTRL_FILES_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

inline constexpr const char* kKctrlRepositoryBuildFile = "pkgrepo-build.yml";
inline constexpr const char* kKctrlRepositoryFile = "package-repository.yml";

// What a release exports: a bundle of these paths.
struct KctrlExport {
  struct Bundle {
    std::string image;
    bool use_images_lock = false;
  };
  std::optional<Bundle> bundle;
  std::vector<std::string> include_paths;
};

// package-build.yml.
struct KctrlBuild {
  std::string api_version = "kctrl.carvel.dev/v1alpha1";
  std::string kind = "PackageBuild";
  nlohmann::json metadata = {{"creationTimestamp", nullptr}};
  // Whether each release has a `resource`.
  std::vector<bool> releases;
  // How the package is templated and deployed; null if nothing says so.
  nlohmann::json app;
  std::vector<KctrlExport> exports;

  // nullopt if there is no such file. Throws Error with Go's words for one that is not understood.
  static std::optional<KctrlBuild> Find(const FileSystem& files);
  // Throws Error("open package-build.yml: no such file or directory").
  static KctrlBuild Read(const FileSystem& files);
  void Write(FileSystem& files) const;

  std::string name() const { return metadata.value("name", ""); }
};

// package-resources.yml.
struct KctrlResources {
  nlohmann::json package;
  nlohmann::json package_metadata;
  nlohmann::json install;

  // For `init`: what is missing is made new.
  static KctrlResources FindOrMake(const FileSystem& files);
  // For a release: one of each has to be there.
  static KctrlResources Read(const FileSystem& files);
  void Write(FileSystem& files) const;
};

// pkgrepo-build.yml.
struct KctrlRepositoryBuild {
  std::string api_version = "kctrl.carvel.dev/v1alpha1";
  std::string kind = "PackageRepositoryBuild";
  nlohmann::json metadata = nlohmann::json::object();
  std::string image;

  static std::optional<KctrlRepositoryBuild> Find(const FileSystem& files);
  void Write(FileSystem& files) const;

  std::string name() const { return metadata.value("name", ""); }
};

// "2022-06-01T12:00:00Z": SOURCE_DATE_EPOCH, or else now.
int64_t ReleaseTime();  // seconds since 1970
std::string FormatReleaseTime(int64_t seconds);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_FILES_H_
