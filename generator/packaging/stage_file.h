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
// A version is the Package's, or the name of its folder.
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
};

struct StageFile {
  // The PackageRepository's name, for which a repository file may say another one.
  std::string repository_name;
  // Where the repository bundle will live; empty is up to the build.
  std::string image;
  Position image_position;
  std::string tag;
  // In the order of the file; each name and version once.
  std::vector<StagedVersion> packages;
};

// Throws Error with file and line for unknown keys, missing ones, names and references that are none, and a
// version that is listed twice.
StageFile ParseStageFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_FILE_H_
