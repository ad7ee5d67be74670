// The files of a new package: complete, commented, and such that they build.
//
//   NewFiles files = MakeNewPackage({.folder = "packages", .name = "foo", .version = "1.0.0", .domain = "acme.example.com"});

#ifndef PKGREPO_PACKAGING_NEW_PACKAGE_H_
#define PKGREPO_PACKAGING_NEW_PACKAGE_H_

#include <optional>
#include <string>
#include <vector>

#include "packaging/new_files.h"
#include "vendir/config.h"

namespace pkgrepo::packaging {

struct NewPackageOptions {
  // Of all packages.
  std::string folder = "packages";
  std::string name;
  std::string version = "1.0.0";
  // What the full name has after `name`; "" leaves it to the CMakeLists.txt, and the files out that have the full name.
  std::string domain;
  // What is vendored; nullopt for a package whose templates are its own.
  std::optional<vendir::Contents> upstream;
};

// Throws Error for names and versions that kapp-controller would refuse, and for a chart without a domain: its Package has
// to be written.
NewFiles MakeNewPackage(const NewPackageOptions& options);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NEW_PACKAGE_H_
