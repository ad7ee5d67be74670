// The lock of a stage, beside its file: which versions its constraints have chosen. It is committed; only `lock-stage`
// writes it, so that a new version enters the stage when somebody asks for it.
//
//   # stages/beta.lock.yaml
//   packages:
//   - name: contour
//     versions:
//     - 1.22.3
//     archived:             # that fit, or did once, and that the stage does not keep
//     - 1.21.1

#ifndef PKGREPO_PACKAGING_STAGE_LOCK_H_
#define PKGREPO_PACKAGING_STAGE_LOCK_H_

#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

struct LockedVersion {
  std::string version;
  Position position = {};

  bool operator==(const LockedVersion& other) const { return version == other.version; }
};

struct LockedPackage {
  std::string name;
  // In ascending order, both.
  std::vector<LockedVersion> versions;
  std::vector<LockedVersion> archived;

  bool operator==(const LockedPackage& other) const = default;
};

struct StageLock {
  std::vector<LockedPackage> packages;

  // Of this object, which must not change meanwhile.
  std::map<std::string, const LockedPackage*> ByName() const;

  std::string ToYaml() const;
  // Throws Error with file and line for anything that ToYaml() would not write.
  static StageLock Parse(const std::string& file, const std::string& text);

  bool operator==(const StageLock& other) const = default;
};

// "stages/beta.lock.yaml" for "stages/beta.yaml".
std::string StageLockPath(const std::string& stage_file);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_LOCK_H_
