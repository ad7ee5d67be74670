// A further version of a package, made of one that is there.

#ifndef PKGREPO_PACKAGING_NEW_VERSION_H_
#define PKGREPO_PACKAGING_NEW_VERSION_H_

#include <string>
#include <vector>

#include "packaging/new_files.h"

namespace pkgrepo::packaging {

struct NewVersionOptions {
  // Of all packages.
  std::string folder = "packages";
  std::string name;
  std::string version;
  // "" is the highest version that is there.
  std::string from;
};

struct NewVersion {
  NewFiles files;
  std::string from;
  // What names the former version where it named itself, and names the new one now: "package.yaml:7: version: 1.23.0".
  std::vector<std::string> edits;
  // Upstream's files are those of the former version until they are fetched again: vendir.yml names another.
  bool needs_sync = false;
  // What the author has to look at.
  std::vector<std::string> notes;
};

// Copies the files of the version, names the new one in package.yaml, install.yaml and vendir.yml where they name the former
// version, and leaves out what is fetched anew. Throws Error if there is no such version, or the new one is there.
NewVersion MakeNewVersion(const NewVersionOptions& options, const FileSystem& disk);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NEW_VERSION_H_
