// The Package of the source tree that the build has made its own of: what messages name, since people edit that one.

#ifndef PKGREPO_PACKAGING_WRITTEN_PACKAGE_H_
#define PKGREPO_PACKAGING_WRITTEN_PACKAGE_H_

#include <optional>
#include <string>

#include "base/file_system.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// `built` is a package.yaml of the build tree; the record of its inputs tells what it is made of. nullopt if there was no
// Package to begin with, or if it is gone.
std::optional<ConfigNode> FindWrittenSource(const std::string& built, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_WRITTEN_PACKAGE_H_
