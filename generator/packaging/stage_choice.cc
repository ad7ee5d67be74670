#include "packaging/stage_choice.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/strings.h"
#include "packaging/stage_plan.h"

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

// For many lookups.
using VersionSet = std::set<std::string, std::less<>>;
VersionSet SetOf(const Versions& versions) { return {versions.begin(), versions.end()}; }

class PackageChoice {
 public:
  PackageChoice(const StageFile& stage, const StagedChoice& choice, const PackageList& packages)
      : stage_(stage), choice_(choice), name_(choice.entry.name) {
    const auto package = packages.find(name_);
    if (package == packages.end()) throw UnknownPackage(choice.entry, packages);
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
    const VersionSet fitting = SetOf(fitting_);
    return !old.versions.empty() && std::ranges::all_of(old.versions, [&](const LockedVersion& entry) {
      return fitting.contains(entry.version);
    });
  }

  LockedPackage Choose(const LockedPackage* old, const ChoiceOptions& options, Versions& changes) const {
    const Versions had = old == nullptr ? Versions() : TextsOf(old->versions);
    const Versions kept = stage_.rules.keep.Newest(fitting_);
    const VersionSet is_had = SetOf(had);
    const VersionSet is_kept = SetOf(kept);
    VersionSet rest = SetOf(fitting_);
    rest.insert(had.begin(), had.end());
    if (old != nullptr) {
      for (const LockedVersion& entry : old->archived) rest.insert(entry.version);
    }
    for (const std::string& version : kept) rest.erase(version);
    std::erase_if(rest, [&](const std::string& version) { return IsWithdrawn(version); });
    RefuseLost(had, is_kept, rest, options);
    for (const std::string& version : kept) {
      if (!is_had.contains(version)) changes.push_back(name_ + ": " + version + " comes");
    }
    for (const std::string& version : had) {
      if (is_kept.contains(version)) continue;
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
  void RefuseLost(const Versions& had, const VersionSet& kept, const VersionSet& rest, const ChoiceOptions& options) const {
    const VersionSet declared = SetOf(declared_);
    for (const std::string& version : rest) {
      if (declared.contains(version)) continue;
      throw Error("version '" + version + "' of package '" + name_ + "', which this stage has had, is gone from the project")
          .At(choice_.entry.position)
          .Hint("PackageInstalls may name it: list it under 'withdrawn', with the reason, or bring it back");
    }
    for (const std::string& version : had) {
      if (kept.contains(version) || IsWithdrawn(version) || options.is_archived) continue;
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
  const std::map<std::string, const LockedPackage*> had = old.ByName();
  std::set<std::string> names;
  for (const StagedChoice& choice : stage.choices) {
    const PackageChoice package(stage, choice, packages);
    const auto found = had.find(choice.entry.name);
    const LockedPackage* locked = found == had.end() ? nullptr : found->second;
    names.insert(choice.entry.name);
    if (locked != nullptr && !options.relock && package.Holds(*locked)) {
      chosen.lock.packages.push_back(*locked);
    } else {
      chosen.lock.packages.push_back(package.Choose(locked, options, chosen.changes));
    }
  }
  for (const LockedPackage& package : old.packages) {
    if (!names.contains(package.name)) chosen.changes.push_back(package.name + ": is no longer chosen by constraints");
  }
  return chosen;
}

}  // namespace pkgrepo::packaging
