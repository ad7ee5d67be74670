// What a stage file says besides its packages: which stage it builds on, what it keeps, marks and overrides.
// packaging/stage_file.h shows the form.

#ifndef PKGREPO_PACKAGING_STAGE_RULES_H_
#define PKGREPO_PACKAGING_STAGE_RULES_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// Another stage, by name.
struct StageLink {
  std::string stage;
  Position position;

  explicit operator bool() const { return !stage.empty(); }
};

// How many versions of a package a stage keeps.
struct StageKeep {
  enum class Per { kPackage, kMajor, kMinor };

  size_t latest = 0;  // 0 is all
  Per per = Per::kPackage;

  // Of ascending versions the newest of each group.
  std::vector<std::string> Newest(const std::vector<std::string>& versions) const;
};

// What is said of one version.
struct StageMark {
  std::string name;
  std::string version;
  std::string reason;
  Position position;

  bool Names(const std::string& package, const std::string& package_version) const {
    return name == package && version == package_version;
  }
};

// Fields that take the place of those of the resources' specs.
struct StageOverride {
  std::string name;
  std::string version;  // empty is all
  nlohmann::json package = nullptr;
  nlohmann::json metadata = nullptr;
  Position position;
};

struct StageRules {
  StageLink from;
  StageLink archives;
  StageKeep keep;
  std::vector<std::string> left_out;
  std::vector<StageMark> deprecated;
  std::vector<StageMark> withdrawn;
  std::vector<StageOverride> overrides;
};

inline constexpr const char* kStageRuleKeys[] = {"from",       "archives",  "keep",     "leaveOut",
                                                 "deprecated", "withdrawn", "overrides"};

// Of the map that also has `packages`; `json` gives the same as JSON, if that is needed. Throws Error with file and line for whatever is misspelt,
// or what kapp-controller would refuse.
StageRules ReadStageRules(const ConfigNode& node, const std::function<nlohmann::json()>& json);

// Whether one of `marks` is of this version.
bool IsMarked(const std::vector<StageMark>& marks, const std::string& name, const std::string& version);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_STAGE_RULES_H_
