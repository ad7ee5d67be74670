#include "packaging/build_diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/json_member.h"
#include "go/semver.h"
#include "imgpkg/images_lock.h"
#include "kbld/resource.h"
#include "kube/object_names.h"
#include "packaging/package_rights.h"
#include "packaging/records.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;
using Object = BuildDiff::Object;

// Of two lists of names in order: all of the first, then what the second alone has.
template <typename Map>
std::vector<std::string> AllNames(const Map& before, const Map& after) {
  std::vector<std::string> names;
  for (const auto& [name, value] : before) names.push_back(name);
  for (const auto& [name, value] : after) {
    if (!before.contains(name)) names.push_back(name);
  }
  return names;
}

// What an object is to a cluster, whatever version of its API it is written in; a number tells equal ones apart.
std::map<std::string, const json*> ByIdentity(const Resources& resources) {
  std::map<std::string, const json*> objects;
  for (const json& resource : resources) {
    const json* metadata = FindMember(resource, "metadata");
    std::string identity(kube::GroupOf(StringMember(resource, "apiVersion")));
    identity += "\n" + StringMember(resource, "kind");
    for (const char* key : {"namespace", "name", "generateName"}) {
      identity += "\n" + (metadata == nullptr ? "" : StringMember(*metadata, key));
    }
    int number = 0;
    while (!objects.try_emplace(identity + "\n" + std::to_string(number), &resource).second) ++number;
  }
  return objects;
}

std::map<std::string, const RenderedCase*> ByName(const std::vector<RenderedCase>& cases) {
  std::map<std::string, const RenderedCase*> named;
  for (const RenderedCase& rendered : cases) named[rendered.name] = &rendered;
  return named;
}

std::string NoteOf(const RenderedCase* before, const RenderedCase* after) {
  if (before == nullptr) return "is new";
  if (after == nullptr) return "is gone";
  if (!before->refused && after->refused) return "is refused now";
  if (before->refused && !after->refused) return "is no longer refused";
  return before->refused ? "is refused with another message" : "";
}

std::vector<Object> DiffResources(const Resources& before, const Resources& after) {
  const std::map<std::string, const json*> objects_before = ByIdentity(before);
  const std::map<std::string, const json*> objects_after = ByIdentity(after);
  std::vector<Object> objects;
  for (const std::string& identity : AllNames(objects_before, objects_after)) {
    const auto was = objects_before.find(identity);
    const auto is = objects_after.find(identity);
    if (is == objects_after.end()) {
      objects.push_back({kbld::DescribeResource(*was->second), Object::Kind::kRemoved});
    } else if (was == objects_before.end()) {
      objects.push_back({kbld::DescribeResource(*is->second), Object::Kind::kAdded});
    } else if (std::vector<FieldChange> fields = DiffValues(*was->second, *is->second); !fields.empty()) {
      objects.push_back({kbld::DescribeResource(*is->second), Object::Kind::kChanged, std::move(fields)});
    }
  }
  return objects;
}

// Whether a reference to the bundle differs by the digest that is told already.
bool IsDigestOf(const BuildDiff::Texts& digest, const FieldChange& field) {
  if (!field.before || !field.after || !field.before->is_string() || !field.after->is_string()) return false;
  std::string reference = *field.before;
  const size_t place = reference.find(digest.before);
  if (place == std::string::npos) return false;
  return reference.replace(place, digest.before.size(), digest.after) == *field.after;
}

// False for what is no version.
bool IsLower(const std::string& a, const std::string& b) {
  const std::vector<std::string> sorted =
      go::SortVersions({b, a}, {.constraints = {}, .prereleases = true, .prerelease_identifiers = {}});
  return sorted.size() == 2 && sorted[0] == a && a != b;
}

// What one build has made.
class Build {
 public:
  Build(const BuildTree& tree, FileSystem& files) : tree_(tree), files_(files) {
    for (const auto& [name, entries] : tree.ReadPackages(files)) {
      for (const PackageVersion& entry : entries) {
        if (!DigestOf(name, entry.folder).empty()) versions[name + "\n" + entry.folder] = {name, entry};
      }
    }
    for (const std::string& stage : tree.ReadStages(files)) ReadStage(stage);
    for (const std::string& name : tree.ReadRepositories(files)) {
      const std::string path = tree.Repository(name);
      if (files.IsFile(path)) repositories[name] = files.ReadFile(path);
    }
  }

  struct Version {
    std::string name;
    PackageVersion entry;
  };
  // By name; a version by its name and folder, a line each.
  std::map<std::string, Version> versions;
  std::map<std::string, StageRecord> stages;
  std::map<std::string, std::string> repositories;

  // Of the bundle, else of the Package's text; "" if the version is not built.
  std::string DigestOf(const std::string& name, const std::string& version) const {
    const std::string record = TextOf(name, version, kBundleRecord);
    if (!record.empty()) {
      return BundleRecord::Parse(JoinPath(tree_.Package(name, version), kBundleRecord), record)
          .manifest.digest.ToString();
    }
    const std::string package = TextOf(name, version, kPackageFile);
    return package.empty() ? "" : Digest::Of(package).ToString();
  }

  // What a step has written of the version; "" if it has not.
  std::string TextOf(const std::string& name, const std::string& version, std::string_view file) const {
    const std::string path = JoinPath(tree_.Package(name, version), file);
    return files_.IsFile(path) ? files_.ReadFile(path) : "";
  }

  std::vector<RenderedCase> CasesOf(const std::string& name, const std::string& version) const {
    const std::string folder = tree_.Package(name, version);
    if (!files_.IsFile(JoinPath(folder, kRenderedRecord))) return {};
    StepInputs inputs(files_);
    return ReadRenderedCases(folder, inputs);
  }

  std::set<std::string> ImagesOf(const std::string& name, const std::string& version) const {
    const std::string path = JoinPath(tree_.Package(name, version), kImagesFile);
    std::set<std::string> images;
    if (!files_.IsFile(path)) return images;
    for (imgpkg::LockedImage& image : imgpkg::ImagesLock::Parse(files_.ReadFile(path)).images) {
      images.insert(std::move(image.image));
    }
    return images;
  }

  // The highest of the package below `version`; null if there is none.
  const Version* FindBelow(const std::string& name, const std::string& version) const {
    const Version* found = nullptr;
    for (const auto& [key, each] : versions) {
      const bool is_candidate = each.name == name && IsLower(each.entry.version, version);
      if (is_candidate && (found == nullptr || IsLower(found->entry.version, each.entry.version))) found = &each;
    }
    return found;
  }

  BuiltVersion ResultsOf(const std::string& name, const std::string& version) const {
    return {.name = name, .folder = tree_.Package(name, version)};
  }

  std::string Definitions() const { return ProjectDefinitions(tree_, files_); }
  FileSystem& files() const { return files_; }

  std::vector<std::string> StagesOf(const std::string& name, const std::string& version) const {
    std::vector<std::string> names;
    for (const auto& [stage, record] : stages) {
      const bool holds = std::ranges::any_of(record.packages, [&](const StagedPackage& package) {
        return package.name == name && package.version == version;
      });
      if (holds) names.push_back(stage);
    }
    return names;
  }

 private:
  void ReadStage(const std::string& stage) {
    const std::string path = tree_.StageRecordOf(stage);
    if (files_.IsFile(path)) stages.emplace(stage, StageRecord::Parse(path, files_.ReadFile(path)));
  }

  const BuildTree& tree_;
  FileSystem& files_;
};

class Comparison {
 public:
  Comparison(const Build& before, const Build& after)
      : before_(before), after_(after), definitions_(after.Definitions()) {}

  BuildDiff Run() {
    for (const std::string& key : AllNames(before_.versions, after_.versions)) {
      const auto known = before_.versions.find(key);
      const auto& [name, entry] = known != before_.versions.end() ? known->second : after_.versions.at(key);
      CompareVersion(name, entry);
    }
    for (const std::string& name : AllNames(before_.stages, after_.stages)) CompareStage(name);
    for (const std::string& name : AllNames(before_.repositories, after_.repositories)) CompareRepository(name);
    return std::move(diff_);
  }

 private:
  void CompareVersion(const std::string& name, const PackageVersion& entry) {
    const std::string& version = entry.folder;
    BuildDiff::Version change{.name = name,
                              .version = version,
                              .digest = {before_.DigestOf(name, version), after_.DigestOf(name, version)}};
    if (!change.digest.IsAdded() && !change.digest.IsRemoved()) CompareResources(change);
    if (!change.digest.Differ() && change.resources.empty()) return;
    change.stages = (change.digest.IsRemoved() ? before_ : after_).StagesOf(name, version);
    if (!change.digest.IsAdded() && !change.digest.IsRemoved()) CompareContent(change);
    CompareRights(change, entry);
    diff_.versions.push_back(std::move(change));
  }

  void CompareResources(BuildDiff::Version& change) {
    for (const std::string_view file : {kPackageFile, kMetadataFile}) {
      const std::string was = before_.TextOf(change.name, change.version, file);
      const std::string is = after_.TextOf(change.name, change.version, file);
      if (was == is || was.empty() || is.empty()) continue;
      const json before = kbld::ParseResources(was, change.name).at(0);
      const json after = kbld::ParseResources(is, change.name).at(0);
      std::vector<FieldChange> fields = DiffValues(before, after);
      std::erase_if(fields, [&](const FieldChange& field) { return IsDigestOf(change.digest, field); });
      if (fields.empty()) continue;
      change.resources.push_back({kbld::DescribeResource(after), Object::Kind::kChanged, std::move(fields)});
    }
  }

  void CompareContent(BuildDiff::Version& change) {
    change.cases =
        DiffCases(before_.CasesOf(change.name, change.version), after_.CasesOf(change.name, change.version));
    const std::set<std::string> images_before = before_.ImagesOf(change.name, change.version);
    const std::set<std::string> images_after = after_.ImagesOf(change.name, change.version);
    std::ranges::set_difference(images_before, images_after, std::back_inserter(change.removed_images));
    std::ranges::set_difference(images_after, images_before, std::back_inserter(change.added_images));
  }

  void CompareRights(BuildDiff::Version& change, const PackageVersion& entry) {
    if (change.digest.IsRemoved()) return;
    const BuiltVersion now = after_.ResultsOf(change.name, change.version);
    if (!change.digest.IsAdded()) {
      change.rights = DiffRights(before_.ResultsOf(change.name, change.version), now, definitions_, after_.files());
      return;
    }
    // Users of the package come from there.
    const Build* build = &after_;
    const Build::Version* below = after_.FindBelow(change.name, entry.version);
    if (const Build::Version* gone = before_.FindBelow(change.name, entry.version); IsBelow(below, gone)) {
      build = &before_;
      below = gone;
    }
    if (below == nullptr) return;
    change.rights = DiffRights(build->ResultsOf(change.name, below->entry.folder), now, definitions_, after_.files());
    change.rights.against = below->entry.version;
  }

  void CompareStage(const std::string& name) {
    const auto was = before_.stages.find(name);
    const auto is = after_.stages.find(name);
    const auto digest = [](const auto& stage, const auto& end) {
      return stage == end ? "" : stage->second.bundle.manifest.digest.ToString();
    };
    BuildDiff::Stage change{
        .name = name, .digest = {digest(was, before_.stages.end()), digest(is, after_.stages.end())}};
    if (change.digest.before == change.digest.after) return;
    const auto images = [](const auto& stage, const auto& end) {
      std::map<std::string, std::string> of;
      if (stage == end) return of;
      for (const StagedPackage& package : stage->second.packages) {
        of[package.name + " " + package.version] = package.image;
      }
      return of;
    };
    const std::map<std::string, std::string> images_before = images(was, before_.stages.end());
    const std::map<std::string, std::string> images_after = images(is, after_.stages.end());
    for (const std::string& package : AllNames(images_before, images_after)) {
      if (!images_after.contains(package)) {
        change.removed.push_back(package);
      } else if (!images_before.contains(package)) {
        change.added.push_back(package);
      } else if (images_before.at(package) != images_after.at(package)) {
        change.changed.push_back(package);
      }
    }
    diff_.stages.push_back(std::move(change));
  }

  void CompareRepository(const std::string& name) {
    const auto text = [&name](const Build& build) {
      const auto found = build.repositories.find(name);
      return found == build.repositories.end() ? "" : found->second;
    };
    const std::string was = text(before_);
    const std::string is = text(after_);
    if (was == is) return;
    const auto digest = [](const std::string& of) { return of.empty() ? "" : Digest::Of(of).ToString(); };
    BuildDiff::Repository change{.name = name, .fields = {}, .digest = {digest(was), digest(is)}};
    if (!was.empty() && !is.empty()) {
      Resources before = kbld::ParseResources(was, name);
      Resources after = kbld::ParseResources(is, name);
      // The PackageRepository is the first.
      change.fields = DiffValues(before.at(0), after.at(0));
      before.erase(before.begin());
      after.erase(after.begin());
      change.objects = DiffResources(before, after);
    }
    diff_.repositories.push_back(std::move(change));
  }

  static bool IsBelow(const Build::Version* a, const Build::Version* b) {
    return b != nullptr && (a == nullptr || IsLower(a->entry.version, b->entry.version));
  }

  const Build& before_;
  const Build& after_;
  const std::string definitions_;
  BuildDiff diff_;
};

}  // namespace

std::vector<BuildDiff::Case> DiffCases(const std::vector<RenderedCase>& before, const std::vector<RenderedCase>& after) {
  const std::map<std::string, const RenderedCase*> cases_before = ByName(before);
  const std::map<std::string, const RenderedCase*> cases_after = ByName(after);
  std::vector<BuildDiff::Case> cases;
  for (const std::string& name : AllNames(cases_before, cases_after)) {
    const auto was = cases_before.find(name);
    const auto is = cases_after.find(name);
    const RenderedCase* case_before = was == cases_before.end() ? nullptr : was->second;
    const RenderedCase* case_after = is == cases_after.end() ? nullptr : is->second;
    if (case_before != nullptr && case_after != nullptr && case_before->text == case_after->text) continue;
    BuildDiff::Case difference{.name = name, .note = NoteOf(case_before, case_after)};
    if (difference.note.empty()) difference.objects = DiffResources(ParseManifests(*case_before), ParseManifests(*case_after));
    cases.push_back(std::move(difference));
  }
  return cases;
}

BuildDiff DiffBuilds(const BuildTree& before, const BuildTree& after, FileSystem& files) {
  return Comparison(Build(before, files), Build(after, files)).Run();
}

}  // namespace pkgrepo::packaging
