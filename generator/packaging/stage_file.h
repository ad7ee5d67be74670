// Stage files: which package versions one repository bundle holds.
//
// The short form:
//
//   image: registry.example.com/acme/beta    # where the repository bundle will live; default: the build says
//   tag: v1                                  # default "latest"; a '+' becomes a '_'
//   packages:
//     - name: contour
//       versions: [1.21.1, 1.22.3]
//     - name: gatekeeper
//       version: 3.7.1
//
// A version is the Package's, or the name of its folder. In the place of versions, constraints may stand, as in a
// PackageInstall. Which versions they choose is written to a lock beside the file (packaging/stage_lock.h), so that a new
// version enters the stage only when the lock is updated:
//
//     - name: contour
//       versionSelection: {constraints: ">=1.20.0 <2.0.0", prereleases: {identifiers: [rc]}}
//
// What else a stage may say, in both forms:
//
//   api: package.carvel.dev/v1alpha1  # is for the first releases with packages (packaging/early_forms.h)
//   from: alpha                       # has what the stage alpha has; packages named here take the place of those there
//   leaveOut: [gatekeeper]            # but for these packages
//   keep: {latest: 3, per: minor}     # of what constraints choose the newest of each minor (major, package) version; no
//                                     # more than that may be listed
//   archives: main                    # has what the stage main has kept no longer
//   deprecated: [{name: contour, version: 1.20.1, reason: use 1.22}]     # marked in the Package
//   withdrawn: [{name: contour, version: 1.21.0, reason: CVE-2021-1}]    # never chosen, nor taken from elsewhere
//   overrides:                        # of fields of Package and PackageMetadata, below spec
//   - name: contour
//     version: 1.22.3                 # default: all versions; for `package` only
//     package: {releaseNotes: Tried in beta}
//     metadata: {displayName: Contour (beta)}
//
// The long form, in which a stage is a ytt values file that states everything; an image that is left out
// comes from the build, and so do packages' domains. A description is for packages without a metadata.yaml:
//
//   #@data/values
//   ---
//   package_repository:
//     name: delta.example.com
//     imageBundle: registry.example.com/foo/delta:v1
//     packages:
//       - name: foo
//         domain: example.com
//         version: 0.0.1
//         image: registry.example.com/foo/foo@sha256:…
//         description: The foo package provides f, o and more o functionality.

#ifndef PKGREPO_PACKAGING_STAGE_FILE_H_
#define PKGREPO_PACKAGING_STAGE_FILE_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "go/semver.h"
#include "packaging/stage_rules.h"

namespace pkgrepo::packaging {

// One version of one package. Fields that the file leaves out are empty.
struct StagedVersion {
  std::string name;
  std::string version;
  std::string domain;
  std::string image;
  std::string description;
  Position description_position;
  // Where the file names the package, and its version.
  Position name_position;
  Position position;
  // Whether it was chosen by a constraint; then `position` is in the lock.
  bool is_locked = false;
};

// A package of which the stage has those versions that its lock has chosen among the ones that fit.
struct StagedChoice {
  StagedVersion entry;  // without a version; its position is that of the selection
  go::VersionSelection selection;
};

struct StageFile {
  // The PackageRepository's name, for which a repository file may say another one.
  std::string repository_name;
  // Where the repository bundle will live; empty is up to the build.
  std::string image;
  Position image_position;
  std::string tag;
  // That of the Packages: kEarlyApi (packaging/early_forms.h), or empty for the present one.
  std::string api;
  // In the order of the file; each name and version once.
  std::vector<StagedVersion> packages;
  // Each name once.
  std::vector<StagedChoice> choices;
  StageRules rules;
};

// Throws Error with file and line for unknown keys, missing ones, invalid names and references, and a
// version that is listed twice.
StageFile ParseStageFile(const std::string& file, const std::string& text);

// Throws Error with file and line if more versions of a package are listed than `keep` allows: where nothing chooses, nothing
// is taken away either.
void RefuseMoreThanKept(const StageFile& stage);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_FILE_H_
