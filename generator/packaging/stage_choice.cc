#include "packaging/stage_choice.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

using Versions = std::vector<std::string>;

Versions TextsOf(const std::vector<LockedVersion>& locked) {
  Versions texts;
  for (const LockedVersion& entry : locked) texts.push_back(entry.version);
  return texts;
}

std::vector<LockedVersion> LockedOf(const Versions& texts) {
  std::vector<LockedVersion> locked;
  for (const std::string& text : texts) locked.push_back({.version = text});
  return locked;
}

bool Has(const Versions& versions, const std::string& version) {
  return std::ranges::find(versions, version) != versions.end();
}

// Of ascending versions the newest of each group.
Versions Newest(const Versions& versions, const StageKeep& keep) {
  if (keep.latest == 0) return versions;
  std::map<std::pair<uint64_t, uint64_t>, size_t> counts;
  Versions kept;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    const go::SemanticVersion parsed = go::SemanticVersion::ParseTag(*version);
    std::pair<uint64_t, uint64_t> group;
    if (keep.per != StageKeep::Per::kPackage) group.first = parsed.major;
    if (keep.per == StageKeep::Per::kMinor) group.second = parsed.minor;
    if (counts[group]++ < keep.latest) kept.push_back(*version);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

class PackageChoice {
 public:
  PackageChoice(const StageFile& stage, const StagedChoice& choice, const PackageList& packages)
      : stage_(stage), choice_(choice), name_(choice.entry.name) {
    const auto package = packages.find(name_);
    if (package == packages.end()) {
      throw Error("unknown package '" + name_ + "'").At(choice.entry.name_position);
    }
    for (const PackageVersion& version : package->second) {
      if (!IsWithdrawn(version.version)) declared_.push_back(version.version);
    }
    fitting_ = go::SortVersions(declared_, choice.selection);
    if (!fitting_.empty()) return;
    throw Error("no version of package '" + name_ + "' fits '" + choice.selection.constraints + "'")
        .At(choice.entry.position)
        .Hint("it has " + Join(declared_, ", "));
  }

  // Whether what is locked may stay as it is.
  bool Holds(const LockedPackage& old) const {
    return !old.versions.empty() && std::ranges::all_of(old.versions, [&](const LockedVersion& entry) {
      return Has(fitting_, entry.version);
    });
  }

  LockedPackage Choose(const LockedPackage* old, const ChoiceOptions& options, Versions& changes) const {
    const Versions had = old == nullptr ? Versions() : TextsOf(old->versions);
    const Versions kept = Newest(fitting_, stage_.rules.keep);
    std::set<std::string> rest(fitting_.begin(), fitting_.end());
    rest.insert(had.begin(), had.end());
    if (old != nullptr) {
      for (const LockedVersion& entry : old->archived) rest.insert(entry.version);
    }
    for (const std::string& version : kept) rest.erase(version);
    std::erase_if(rest, [&](const std::string& version) { return IsWithdrawn(version); });
    RefuseLost(had, kept, rest, options);
    for (const std::string& version : kept) {
      if (!Has(had, version)) changes.push_back(name_ + ": " + version + " comes");
    }
    for (const std::string& version : had) {
      if (Has(kept, version)) continue;
      changes.push_back(name_ + ": " + version + (IsWithdrawn(version) ? " is withdrawn" : " goes to the archive"));
    }
    const go::VersionSelection any{.constraints = {}, .prereleases = true};
    return {.name = name_,
            .versions = LockedOf(kept),
            .archived = LockedOf(go::SortVersions({rest.begin(), rest.end()}, any))};
  }

 private:
  bool IsWithdrawn(const std::string& version) const { return IsMarked(stage_.rules.withdrawn, name_, version); }

  // Of versions that the stage had, or that were archived.
  void RefuseLost(const Versions& had, const Versions& kept, const std::set<std::string>& rest,
                  const ChoiceOptions& options) const {
    for (const std::string& version : rest) {
      if (Has(declared_, version)) continue;
      throw Error("version '" + version + "' of package '" + name_ + "', which this stage has had, is gone from the project")
          .At(choice_.entry.position)
          .Hint("PackageInstalls may name it: list it under 'withdrawn', with the reason, or bring it back");
    }
    for (const std::string& version : had) {
      if (Has(kept, version) || IsWithdrawn(version) || options.is_archived) continue;
      throw Error("version '" + version + "' of package '" + name_ + "' would leave this stage")
          .At(choice_.entry.position)
          .Hint("PackageInstalls may name it: declare a stage with 'archives:' that has what this one keeps no longer, or "
                "list the version under 'withdrawn'");
    }
  }

  const StageFile& stage_;
  const StagedChoice& choice_;
  const std::string& name_;
  Versions declared_;
  Versions fitting_;  // ascending
};

}  // namespace

ChosenVersions ChooseStage(const StageFile& stage, const StageLock& old, const PackageList& packages,
                           const ChoiceOptions& options) {
  ChosenVersions chosen;
  for (const StagedChoice& choice : stage.choices) {
    const PackageChoice package(stage, choice, packages);
    const LockedPackage* locked = old.Find(choice.entry.name);
    if (locked != nullptr && !options.relock && package.Holds(*locked)) {
      chosen.lock.packages.push_back(*locked);
    } else {
      chosen.lock.packages.push_back(package.Choose(locked, options, chosen.changes));
    }
  }
  for (const LockedPackage& package : old.packages) {
    if (chosen.lock.Find(package.name) == nullptr) chosen.changes.push_back(package.name + ": is no longer chosen by constraints");
  }
  return chosen;
}

}  // namespace pkgrepo::packaging
