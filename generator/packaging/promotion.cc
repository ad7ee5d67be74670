#include "packaging/promotion.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/input_record.h"
#include "packaging/records.h"
#include "packaging/rendered_cases.h"
#include "packaging/stage_edit.h"
#include "packaging/stage_plan.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

class Promoter {
 public:
  Promoter(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs)
      : request_(request),
        tree_(tree),
        inputs_(inputs),
        packages_(ParsePackageList(tree.PackageList(), inputs.Read(tree.PackageList()))),
        stages_(ParseDeclaredFiles(inputs.Read(tree.StageList()))),
        to_file_(FileOf(request.to)),
        from_(PlanStage(request.from, FileOf(request.from), tree, inputs)),
        to_(PlanStage(request.to, to_file_, tree, inputs)),
        text_(inputs.Read(to_file_)),
        lock_(ReadStageLock(to_file_, inputs)) {}

  Promotion Run() {
    const std::vector<const StagedVersion*> wanted = Wanted();
    const StageRecord record = ReadRecord();
    for (const StagedVersion* entry : wanted) {
      if (Find(to_.packages, entry->name, entry->version) == nullptr) Add(*entry, record);
    }
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
      throw Error("stage '" + request_.from + "' is not built").Hint("build the target stage-" + request_.from);
    }
    RequireFresh({path}, inputs_.disk());
    return StageRecord::Parse(path, inputs_.Read(path));
  }

  // Whether two names are those of one version: the Package's, or that of the folder.
  bool AreSame(const std::string& name, const std::string& a, const std::string& b) const {
    const PackageVersion* version = FindVersion(packages_, name, a);
    return version == nullptr ? a == b : version->IsCalled(b);
  }

  const StagedVersion* Find(const std::vector<StagedVersion>& entries, const std::string& name,
                            const std::string& version) const {
    for (const StagedVersion& entry : entries) {
      if (entry.name == name && AreSame(name, entry.version, version)) return &entry;
    }
    return nullptr;
  }

  std::vector<const StagedVersion*> Wanted() const {
    std::vector<const StagedVersion*> wanted;
    for (const auto& [name, version] : request_.versions) {
      const StagedVersion* entry = Find(from_.packages, name, version);
      if (entry == nullptr) {
        std::vector<std::string> others;
        for (const StagedVersion& other : from_.packages) {
          if (other.name == name) others.push_back(other.version);
        }
        throw Error("stage '" + request_.from + "' has no version '" + version + "' of package '" + name + "'")
            .Hint(others.empty() ? "it has no version of it" : "it has " + Join(others, ", "));
      }
      wanted.push_back(entry);
    }
    if (!request_.versions.empty()) return wanted;
    for (const StagedVersion& entry : from_.packages) wanted.push_back(&entry);
    return wanted;
  }

  // The image of a version in the stage that it comes from, which has to be the one that is built now.
  std::string ProvenImage(const StagedVersion& entry, const StageRecord& record) const {
    for (const StagedPackage& package : record.packages) {
      if (package.name != entry.name || !AreSame(entry.name, package.version, entry.version)) continue;
      if (!package.built) return package.image;
      const std::string folder = tree_.Package(package.name, package.version);
      RequireFresh(VersionOutputs(folder), inputs_.disk());
      const std::string path = JoinPath(folder, kBundleRecord);
      const std::string image = BundleRecord::Parse(path, inputs_.Read(path)).Image();
      if (image == package.image) return image;
      throw Error("stage '" + request_.from + "' has package '" + entry.name + "' version '" + entry.version + "' as " +
                  package.image + ", and now it is " + image)
          .Hint("build again, and try the stage again");
    }
    throw Error("stage '" + request_.from + "' was built without version '" + entry.version + "' of package '" +
                entry.name + "'")
        .Hint("build the target stage-" + request_.from);
  }

  void Add(const StagedVersion& entry, const StageRecord& record) {
    PromotedVersion promoted{.name = entry.name,
                             .version = entry.version,
                             .image = ProvenImage(entry, record),
                             .before = HighestOf(entry.name)};
    CompareWithBefore(promoted);
    if (!AddToLock(entry)) text_ = AddToStage(to_file_, text_, entry);
    promotion_.versions.push_back(std::move(promoted));
  }

  // Where constraints of the stage choose the versions of the package.
  bool AddToLock(const StagedVersion& entry) {
    const StageFile stage = ParseStageFile(to_file_, text_);
    const auto choice = std::ranges::find(stage.choices, entry.name, [](const StagedChoice& c) { return c.entry.name; });
    if (choice == stage.choices.end()) return false;
    if (go::SortVersions({entry.version}, choice->selection).empty()) {
      throw Error("version '" + entry.version + "' of package '" + entry.name + "' does not fit the constraints of stage '" +
                  request_.to + "'")
          .At(choice->entry.position);
    }
    auto locked = std::ranges::find(lock_.packages, entry.name, &LockedPackage::name);
    if (locked == lock_.packages.end()) {
      locked = lock_.packages.insert(locked, {.name = entry.name, .versions = {}, .archived = {}});
    }
    std::vector<std::string> versions = {entry.version};
    for (const LockedVersion& version : locked->versions) versions.push_back(version.version);
    locked->versions.clear();
    for (const std::string& version : go::SortVersions(versions, choice->selection)) {
      locked->versions.push_back({.version = version});
    }
    std::erase_if(locked->archived, [&](const LockedVersion& version) { return version.version == entry.version; });
    return true;
  }

  std::string HighestOf(const std::string& name) const {
    std::vector<std::string> versions;
    for (const StagedVersion& entry : to_.packages) {
      if (entry.name == name) versions.push_back(entry.version);
    }
    const std::vector<std::string> sorted =
        go::SortVersions(versions, {.constraints = {}, .prereleases = true, .prerelease_identifiers = {}});
    return sorted.empty() ? "" : sorted.back();
  }

  // The default case of a version of this project; one without objects for any other.
  RenderedCase DefaultCaseOf(const std::string& name, const std::string& version) {
    const PackageVersion* found = version.empty() ? nullptr : FindVersion(packages_, name, version);
    if (found == nullptr) return {.name = kDefaultCase};
    const std::string folder = tree_.Package(name, found->folder);
    if (!inputs_.IsFile(JoinPath(folder, kRenderedRecord))) return {.name = kDefaultCase};
    for (RenderedCase& rendered : ReadRenderedCases(folder, inputs_)) {
      if (rendered.name == kDefaultCase && !rendered.refused) return std::move(rendered);
    }
    return {.name = kDefaultCase};
  }

  void CompareWithBefore(PromotedVersion& promoted) {
    promoted.objects =
        DiffManifests(DefaultCaseOf(promoted.name, promoted.before), DefaultCaseOf(promoted.name, promoted.version));
  }

  const PromotionRequest& request_;
  const BuildTree& tree_;
  StepInputs& inputs_;
  const PackageList packages_;
  const std::vector<DeclaredFile> stages_;
  const std::string to_file_;
  const StagePlan from_;
  const StagePlan to_;
  std::string text_;
  StageLock lock_;
  Promotion promotion_;
};

}  // namespace

Promotion Promote(const PromotionRequest& request, const BuildTree& tree, StepInputs& inputs) {
  return Promoter(request, tree, inputs).Run();
}

}  // namespace pkgrepo::packaging
