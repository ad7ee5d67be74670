// The bundle that the steps work on: the one in the source tree, or, if some of what vendir.yml names is not
// committed, a copy in the build tree that includes it.

#ifndef PKGREPO_PACKAGING_VENDORED_BUNDLE_H_
#define PKGREPO_PACKAGING_VENDORED_BUNDLE_H_

#include <string>
#include <vector>

#include "packaging/package_folders.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// vendor.json.
struct VendorRecord {
  // Paths in the bundle of what was fetched; none means that the source tree has it all.
  std::vector<std::string> fetched;
  // Digest of what was asked for: if it differs, it is to be fetched again.
  std::string key;
  // Digest of the copy: names, executable bits and content of all its files. Empty without a copy.
  std::string tree;
  // The same for what was fetched alone: if it differs, somebody else has changed it.
  std::string content;
  // The patterns of .imgpkgignore.
  std::string ignored;

  std::string ToJson() const;
  static VendorRecord Parse(const std::string& file, const std::string& json);
};

// The folder of the bundle, by the record that the vendor step has left. Throws Error if there is none in the
// source tree.
std::string BundleDirectory(const PackageFolders& folders, StepInputs& inputs);

// Names of the files directly in the bundle that configure kbld, sorted.
std::vector<std::string> FindKbldConfigs(const std::string& bundle, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDORED_BUNDLE_H_
