// A package version as command lines name it: "contour@1.22.3".

#ifndef PKGREPO_PACKAGING_NAMED_VERSION_H_
#define PKGREPO_PACKAGING_NAMED_VERSION_H_

#include <optional>
#include <string>
#include <string_view>

#include "packaging/build_tree.h"

namespace pkgrepo::packaging {

struct NamedVersion {
  std::string name;
  // The Package's, or the name of its folder.
  std::string version;

  bool operator==(const NamedVersion&) const = default;
};

// nullopt for anything else.
std::optional<NamedVersion> ParseNamedVersion(std::string_view text);

// The folder of its results in a build. Throws Error if the project does not declare it.
std::string FindResults(const NamedVersion& named, const BuildTree& tree, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NAMED_VERSION_H_
