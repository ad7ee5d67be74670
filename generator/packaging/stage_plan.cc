#include "packaging/stage_plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

// Whether `version` fits. A folder's name that is no version fits nothing.
bool Fits(const go::VersionSelection& selection, const std::string& version) {
  return !go::SortVersions({version}, selection).empty();
}

// For a name that is not among those that are declared.
std::string HintOf(const std::string& name, const std::vector<std::string>& names, const char* if_none) {
  if (names.empty()) return if_none;
  const std::optional<std::string> meant = ClosestMatch(name, names);
  return meant ? "did you mean '" + *meant + "'?" : "this project has " + Join(names, ", ");
}

class Planner {
 public:
  Planner(const BuildTree& tree, StepInputs& inputs) : tree_(tree), inputs_(inputs) {}

  StagePlan Plan(const std::string& stage, const std::string& file) {
    chain_.push_back(stage);
    StagePlan plan{.file = ParseStageFile(file, inputs_.Read(file))};
    RefuseMoreThanKept(plan.file);
    const StageRules& rules = plan.file.rules;
    if (rules.from) TakeFrom(rules, plan);
    AddChoices(stage, file, plan);
    if (rules.archives) AddArchived(rules.archives, plan.packages);
    plan.packages.insert(plan.packages.end(), plan.file.packages.begin(), plan.file.packages.end());
    plan.deprecated.insert(plan.deprecated.end(), rules.deprecated.begin(), rules.deprecated.end());
    plan.overrides.insert(plan.overrides.end(), rules.overrides.begin(), rules.overrides.end());
    RefuseTwice(plan.packages);
    chain_.pop_back();
    return plan;
  }

 private:
  std::string FileOf(const StageLink& link) {
    if (!stages_) stages_ = ParseDeclaredFiles(inputs_.Read(tree_.StageList()));
    return FileOfStage(link.stage, *stages_, link.position);
  }

  // All of another stage but the packages that this one names itself or leaves out.
  void TakeFrom(const StageRules& rules, StagePlan& plan) {
    if (std::ranges::find(chain_, rules.from.stage) != chain_.end()) {
      throw Error("stage '" + rules.from.stage + "' builds on itself: " + Join(chain_, " from ") + " from " +
                  rules.from.stage)
          .At(rules.from.position);
    }
    StagePlan base = Plan(rules.from.stage, FileOf(rules.from));
    std::set<std::string> replaced(rules.left_out.begin(), rules.left_out.end());
    for (const StagedVersion& entry : plan.file.packages) replaced.insert(entry.name);
    for (const StagedChoice& choice : plan.file.choices) replaced.insert(choice.entry.name);
    for (StagedVersion& entry : base.packages) {
      if (replaced.contains(entry.name) || IsMarked(rules.withdrawn, entry.name, entry.version)) continue;
      plan.packages.push_back(std::move(entry));
    }
    plan.deprecated = std::move(base.deprecated);
    plan.overrides = std::move(base.overrides);
  }

  void AddChoices(const std::string& stage, const std::string& file, StagePlan& plan) {
    if (plan.file.choices.empty()) return;
    const StageLock lock = ReadStageLock(file, inputs_);
    const std::map<std::string, const LockedPackage*> locked_packages = lock.ByName();
    for (const StagedChoice& choice : plan.file.choices) {
      const auto locked = locked_packages.find(choice.entry.name);
      if (locked == locked_packages.end() || locked->second->versions.empty()) {
        throw Error("it was not yet chosen which versions of package '" + choice.entry.name + "' this stage has")
            .At(choice.entry.position)
            .Hint("build the target stage-" + stage + "-lock, and commit " + StageLockPath(file));
      }
      for (const LockedVersion& version : locked->second->versions) AddLocked(stage, choice, version, plan);
    }
  }

  void AddLocked(const std::string& stage, const StagedChoice& choice, const LockedVersion& version, StagePlan& plan) {
    const std::string what = "version '" + version.version + "' of package '" + choice.entry.name + "'";
    const std::string hint = "build the target stage-" + stage + "-lock";
    if (IsMarked(plan.file.rules.withdrawn, choice.entry.name, version.version)) {
      throw Error(what + " is withdrawn").At(version.position).Hint(hint);
    }
    if (!Fits(choice.selection, version.version)) {
      throw Error(what + " does not fit the constraints of the stage")
          .At(version.position)
          .Note("they stand at " + choice.entry.position.ToString())
          .Hint(hint);
    }
    plan.packages.push_back(choice.entry);
    plan.packages.back().version = version.version;
    plan.packages.back().position = version.position;
    plan.packages.back().is_locked = true;
  }

  void AddArchived(const StageLink& archives, std::vector<StagedVersion>& packages) {
    const StageLock lock = ReadStageLock(FileOf(archives), inputs_);
    for (const LockedPackage& package : lock.packages) {
      for (const LockedVersion& version : package.archived) {
        StagedVersion entry;
        entry.name = package.name;
        entry.version = version.version;
        entry.position = entry.name_position = version.position;
        entry.is_locked = true;
        packages.push_back(std::move(entry));
      }
    }
  }

  static void RefuseTwice(const std::vector<StagedVersion>& packages) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const StagedVersion& entry : packages) {
      if (seen.emplace(entry.name, entry.version).second) continue;
      throw Error("package '" + entry.name + "' version '" + entry.version + "' is in the stage twice").At(entry.position);
    }
  }

  const BuildTree& tree_;
  StepInputs& inputs_;
  std::optional<std::vector<DeclaredFile>> stages_;
  std::vector<std::string> chain_;
};

}  // namespace

StagePlan PlanStage(const std::string& stage, const std::string& file, const BuildTree& tree, StepInputs& inputs) {
  return Planner(tree, inputs).Plan(stage, file);
}

StageLock ReadStageLock(const std::string& stage_file, StepInputs& inputs) {
  const std::string path = StageLockPath(stage_file);
  const std::optional<std::string> text = inputs.ReadIfPresent(path);
  return text ? StageLock::Parse(path, *text) : StageLock();
}

Error UnknownPackage(const StagedVersion& entry, const PackageList& packages) {
  std::vector<std::string> names;
  for (const auto& [name, versions] : packages) names.push_back(name);
  return Error("unknown package '" + entry.name + "'")
      .At(entry.name_position)
      .Hint(HintOf(entry.name, names, "declare it with add_carvel_package()"));
}

std::string FileOfStage(const std::string& stage, const std::vector<DeclaredFile>& stages, const Position& position) {
  const auto found = std::ranges::find(stages, stage, &DeclaredFile::name);
  if (found != stages.end()) return found->file;
  throw Error("unknown stage '" + stage + "'")
      .At(position)
      .Hint(HintOf(stage, NamesOf(stages), "declare it with add_carvel_stage()"));
}

}  // namespace pkgrepo::packaging
