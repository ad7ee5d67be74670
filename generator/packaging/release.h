// The Package and PackageMetadata of a version as they go into stages: written by hand, by kctrl, or made from the
// bundle.
//
//   const Release release = MakeRelease({.folders = folders, .name = "contour", .version = "1.22.3",
//                                        .domain = "acme.example.com"}, inputs);
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/

#ifndef PKGREPO_PACKAGING_RELEASE_H_
#define PKGREPO_PACKAGING_RELEASE_H_

#include <string>
#include <vector>

#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct ReleaseOptions {
  PackageFolders folders;
  std::string name;
  // Of a Package that is not written by hand: the name of the version's folder.
  std::string version;
  // The version that the project takes a Package written by hand for; "" for any.
  std::string own_version;
  // What the full name has after `name`; needed where neither a package.yaml nor kctrl gives a full name.
  std::string domain;
  // The file of the PackageMetadata; "" where it is one of SourceTree::MetadataFiles(), or made.
  std::string metadata;
  // When the version was released, in RFC 3339, for a Package that does not say; "" if nobody does.
  std::string released_at = {};
  // The Package is written by hand and fetches something else than a bundle of this project.
  bool no_bundle = false;
};

struct Release {
  std::string package;
  std::string metadata;
  // What may surprise the author, a line each.
  std::vector<std::string> notes;
};

// Reads the bundle's record and the schema that earlier steps have left in the build tree. Throws Error with file and
// line for what kapp-controller would refuse, for names and versions that contradict each other, and where a full name
// is missing.
Release MakeRelease(const ReleaseOptions& options, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RELEASE_H_
