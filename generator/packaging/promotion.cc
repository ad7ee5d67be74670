#include "packaging/promotion.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/input_record.h"
#include "packaging/package_rights.h"
#include "packaging/records.h"
#include "packaging/rendered_cases.h"
#include "packaging/stage_edit.h"
#include "packaging/stage_plan.h"
#include "packaging/step_table.h"
#include "packaging/version_index.h"

namespace pkgrepo::packaging {
namespace {

class Promoter {
 public:
  Promoter(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs)
      : request_(request),
        tree_(tree),
        inputs_(inputs),
        packages_(tree.ReadPackages(inputs.disk())),
        index_(packages_),
        stages_(ParseDeclaredFiles(inputs.Read(tree.StageList()))),
        from_file_(FileOf(request.from)),
        to_file_(FileOf(request.to)),
        from_(PlanStage(request.from, from_file_, tree, inputs)),
        to_(PlanStage(request.to, to_file_, tree, inputs)),
        text_(inputs.Read(to_file_)),
        lock_(ReadStageLock(to_file_, inputs)) {
    for (const StagedChoice& choice : to_.file.choices) choices_.emplace(choice.entry.name, &choice);
    for (const StagedVersion& entry : from_.packages) from_entries_.emplace(KeyOf(entry.name, entry.version), &entry);
    std::map<std::string, std::vector<std::string>> versions;
    for (const StagedVersion& entry : to_.packages) {
      to_keys_.insert(KeyOf(entry.name, entry.version));
      versions[entry.name].push_back(entry.version);
    }
    for (const auto& [name, of_package] : versions) {
      const std::vector<std::string> sorted = go::SortVersions(of_package, {.constraints = {}, .prereleases = true});
      if (!sorted.empty()) highest_[name] = sorted.back();
    }
  }

  std::vector<std::string> Inputs() const {
    std::vector<std::string> outputs = {tree_.StageRecordOf(request_.from)};
    for (const StagedVersion* entry : Lacking()) {
      const PackageVersion* before = index_.Find(entry->name, HighestOf(entry->name));
      if (before == nullptr) continue;
      for (std::string_view output : {kPackageFile, kMetadataFile}) {
        outputs.push_back(JoinPath(tree_.Package(entry->name, before->folder), output));
      }
    }
    std::ranges::sort(outputs);
    outputs.erase(std::unique(outputs.begin(), outputs.end()), outputs.end());
    return outputs;
  }

  Promotion Run() {
    const std::vector<const StagedVersion*> lacking = Lacking();
    const StageRecord record = ReadRecord();
    for (const StagedPackage& package : record.packages) built_.emplace(KeyOf(package.name, package.version), &package);
    for (const StagedVersion* entry : lacking) Add(*entry);
    text_ = AddToStage(to_file_, text_, added_);
    WriteToLock();
    RefuseMoreThanKept(ParseStageFile(to_file_, text_));
    if (text_ != inputs_.Read(to_file_)) promotion_.files[to_file_] = text_;
    const std::string lock_path = StageLockPath(to_file_);
    if (lock_ != ReadStageLock(to_file_, inputs_)) promotion_.files[lock_path] = lock_.ToYaml();
    return std::move(promotion_);
  }

 private:
  std::string FileOf(const std::string& stage) const {
    return FileOfStage(stage, stages_, {.file = tree_.StageList()});
  }

  StageRecord ReadRecord() const {
    const std::string path = tree_.StageRecordOf(request_.from);
    if (!inputs_.IsFile(path)) {
      throw Error("stage '" + request_.from + "' is not built")
          .At({.file = from_file_})
          .Hint("build the target stage-" + request_.from);
    }
    RequireFresh({path}, inputs_.disk());
    return StageRecord::Parse(path, inputs_.Read(path));
  }

  // The same for all that a version may be called: as the Package has it, and as the folder.
  std::pair<std::string, std::string> KeyOf(const std::string& name, const std::string& version) const {
    const PackageVersion* found = index_.Find(name, version);
    return {name, found == nullptr ? version : found->folder};
  }

  // Those of the wanted versions that the stage does not have.
  std::vector<const StagedVersion*> Lacking() const {
    std::vector<const StagedVersion*> lacking = Wanted();
    std::erase_if(lacking, [&](const StagedVersion* entry) {
      return to_keys_.contains(KeyOf(entry->name, entry->version));
    });
    return lacking;
  }

  std::vector<const StagedVersion*> Wanted() const {
    std::vector<const StagedVersion*> wanted;
    for (const auto& [name, version] : request_.versions) {
      const auto entry = from_entries_.find(KeyOf(name, version));
      if (entry == from_entries_.end()) {
        std::vector<std::string> others;
        Position position{.file = from_file_};
        for (const StagedVersion& other : from_.packages) {
          if (other.name != name) continue;
          others.push_back(other.version);
          position = other.name_position;
        }
        throw Error("stage '" + request_.from + "' has no version '" + version + "' of package '" + name + "'")
            .At(position)
            .Hint(others.empty() ? "it has no version of it" : "it has " + Join(others, ", "));
      }
      if (std::ranges::find(wanted, entry->second) == wanted.end()) wanted.push_back(entry->second);
    }
    if (!request_.versions.empty()) return wanted;
    for (const StagedVersion& entry : from_.packages) wanted.push_back(&entry);
    return wanted;
  }

  // The image of a version in the stage that it comes from, which has to be the one that is built now.
  std::string ProvenImage(const StagedVersion& entry) const {
    const auto built = built_.find(KeyOf(entry.name, entry.version));
    if (built == built_.end()) {
      throw Error("stage '" + request_.from + "' was built without version '" + entry.version + "' of package '" +
                  entry.name + "'")
          .At(entry.position)
          .Hint("build the target stage-" + request_.from);
    }
    const StagedPackage& package = *built->second;
    if (!package.built) return package.image;
    const std::string folder = tree_.Package(package.name, package.version);
    RequireFresh(VersionOutputs(folder), inputs_.disk());
    const std::string path = JoinPath(folder, kBundleRecord);
    const std::string image = BundleRecord::Parse(path, inputs_.Read(path)).Image();
    if (image == package.image) return image;
    throw Error("stage '" + request_.from + "' has package '" + entry.name + "' version '" + entry.version + "' as " +
                package.image + ", and now it is " + image)
        .At(entry.position)
        .Hint("build again, and try the stage again");
  }

  void Add(const StagedVersion& entry) {
    for (const StageMark& mark : to_.file.rules.withdrawn) {
      if (!mark.Names(entry.name, entry.version)) continue;
      throw Error("version '" + entry.version + "' of package '" + entry.name + "' is withdrawn from stage '" + request_.to +
                  "': " + mark.reason)
          .At(mark.position);
    }
    PromotedVersion promoted{.name = entry.name,
                             .version = entry.version,
                             .image = ProvenImage(entry),
                             .before = HighestOf(entry.name)};
    promoted.cases = CompareWithBefore(promoted);
    promoted.rights = CompareRights(promoted);
    if (!AddToLock(entry)) added_.push_back(entry);
    promotion_.versions.push_back(std::move(promoted));
  }

  // Where constraints of the stage choose the versions of the package.
  bool AddToLock(const StagedVersion& entry) {
    const auto found = choices_.find(entry.name);
    if (found == choices_.end()) return false;
    const StagedChoice* choice = found->second;
    if (go::SortVersions({entry.version}, choice->selection).empty()) {
      throw Error("version '" + entry.version + "' of package '" + entry.name + "' does not fit the constraints of stage '" +
                  request_.to + "'")
          .At(choice->entry.position);
    }
    locked_[entry.name].push_back(entry.version);
    return true;
  }

  void WriteToLock() {
    std::map<std::string, LockedPackage*> by_name;
    for (LockedPackage& package : lock_.packages) by_name.emplace(package.name, &package);
    std::vector<LockedPackage> fresh;
    for (auto& [name, versions] : locked_) {
      const std::set<std::string> added(versions.begin(), versions.end());
      const auto known = by_name.find(name);
      LockedPackage& locked = known != by_name.end()
                                  ? *known->second
                                  : fresh.emplace_back(LockedPackage{.name = name, .versions = {}, .archived = {}});
      for (const LockedVersion& version : locked.versions) versions.push_back(version.version);
      locked.versions.clear();
      for (const std::string& version : go::SortVersions(versions, choices_.at(name)->selection)) {
        locked.versions.push_back({.version = version});
      }
      std::erase_if(locked.archived, [&](const LockedVersion& version) { return added.contains(version.version); });
    }
    lock_.packages.insert(lock_.packages.end(), fresh.begin(), fresh.end());
  }

  std::string HighestOf(const std::string& name) const {
    const auto found = highest_.find(name);
    return found == highest_.end() ? "" : found->second;
  }

  // As the render step has left them; none for a version that this project does not render.
  std::vector<RenderedCase> CasesOf(const std::string& name, const std::string& version) {
    const PackageVersion* found = index_.Find(name, version);
    if (found == nullptr) return {};
    const std::string folder = tree_.Package(name, found->folder);
    if (!inputs_.IsFile(JoinPath(folder, kPackageFile))) {
      throw Error("package '" + name + "' version '" + version + "' of stage '" + request_.to + "' is not built")
          .Hint("build the target " + name + "-" + found->folder + ", so that it can be told what changes");
    }
    if (!inputs_.IsFile(JoinPath(folder, kRenderedRecord))) return {};
    std::vector<std::string> outputs = VersionOutputs(folder);
    outputs.resize(CountUntil("render"));
    RequireFresh(outputs, inputs_.disk());
    return ReadRenderedCases(folder, inputs_);
  }

  std::vector<BuildDiff::Case> CompareWithBefore(const PromotedVersion& promoted) {
    const std::vector<RenderedCase> after = CasesOf(promoted.name, promoted.version);
    if (!promoted.before.empty()) return DiffCases(CasesOf(promoted.name, promoted.before), after);
    for (const RenderedCase& rendered : after) {
      if (rendered.name == kDefaultCase) return DiffCases({{.name = kDefaultCase}}, {rendered});
    }
    return {};
  }

  RightsDiff CompareRights(const PromotedVersion& promoted) const {
    const PackageVersion* before = index_.Find(promoted.name, promoted.before);
    const PackageVersion* after = index_.Find(promoted.name, promoted.version);
    if (before == nullptr || after == nullptr) return {};
    return DiffRights({promoted.name, tree_.Package(promoted.name, before->folder)},
                      {promoted.name, tree_.Package(promoted.name, after->folder)},
                      ProjectDefinitions(tree_, inputs_.disk()), inputs_.disk());
  }

  const PromotionRequest& request_;
  const BuildTree& tree_;
  StepInputs& inputs_;
  const PackageList packages_;
  const VersionIndex index_;
  const std::vector<DeclaredFile> stages_;
  const std::string from_file_;
  const std::string to_file_;
  const StagePlan from_;
  const StagePlan to_;
  // By KeyOf(): what the stages have, and what the first one was built with.
  std::map<std::pair<std::string, std::string>, const StagedVersion*> from_entries_;
  std::set<std::pair<std::string, std::string>> to_keys_;
  std::map<std::pair<std::string, std::string>, const StagedPackage*> built_;
  // By name, the highest version of the other stage.
  std::map<std::string, std::string> highest_;
  // By name, what its constraints choose from.
  std::map<std::string, const StagedChoice*> choices_;
  std::string text_;
  // For the file, which is edited once.
  std::vector<StagedVersion> added_;
  // For the lock, by name.
  std::map<std::string, std::vector<std::string>> locked_;
  StageLock lock_;
  Promotion promotion_;
};

}  // namespace

std::vector<std::string> InputsOfPromotion(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs) {
  return Promoter(request, tree, inputs).Inputs();
}

Promotion Promote(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs) {
  return Promoter(request, tree, inputs).Run();
}

}  // namespace pkgrepo::packaging
