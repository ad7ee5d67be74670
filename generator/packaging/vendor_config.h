// The vendir.yml of a package, checked: what it names stays in its folder, and what it copies is the project's own.
//
//   std::optional<VendorConfig> config = ReadVendorConfig("packages/app/1.0.0/bundle", project, inputs);
//   for (const vendir::Directory& directory : config->config().directories) …
//
// The original lets a path lead anywhere, and copies any folder of the machine; a build of other people's packages
// must not.

#ifndef PKGREPO_PACKAGING_VENDOR_CONFIG_H_
#define PKGREPO_PACKAGING_VENDOR_CONFIG_H_

#include <optional>
#include <string>

#include "base/error.h"
#include "packaging/step_inputs.h"
#include "vendir/lock_config.h"
#include "vendir/resources.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kVendirFile = "vendir.yml";
inline constexpr std::string_view kVendirLockFile = "vendir.lock.yml";

struct VendorConfig {
  // The folder of vendir.yml.
  std::string folder;
  std::string text;
  // The configuration, and the Secrets and ConfigMaps beside it.
  vendir::Resources resources;

  const vendir::Config& config() const { return resources.config; }
  std::string File() const { return JoinPath(folder, kVendirFile); }
  std::string LockFile() const { return JoinPath(folder, kVendirLockFile); }

  // Where vendir.yml names these contents; its first line if it does not.
  Position PositionOf(const std::string& directory, const std::string& contents) const;
};

// nullopt if `folder` has no vendir.yml. Throws Error with file and line for an invalid configuration, for a path that
// leaves `folder` or goes through a link, and for a local source that is outside `project`.
std::optional<VendorConfig> ReadVendorConfig(const std::string& folder, const std::string& project,
                                             StepInputs& inputs);

// Reads the lock beside it; nullopt if there is none. Throws Error, with the line in vendir.yml and a hint to build
// `sync_target`, if it is the lock of another configuration.
std::optional<vendir::LockConfig> ReadVendorLock(const VendorConfig& config, const std::string& sync_target,
                                                 StepInputs& inputs);

// The path of contents in the folder of vendir.yml.
std::string PathOfContents(const vendir::Directory& directory, const vendir::Contents& contents);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDOR_CONFIG_H_
