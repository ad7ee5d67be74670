#include "packaging/revision_steps.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/build_tree.h"
#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

using Group = StepPlace::Group;

constexpr size_t kGroups = static_cast<size_t>(Group::kRepository) + 1;

std::string EscapeForNinja(std::string_view text) { return ReplaceAll(text, "$", "$$"); }

bool IsLink(const std::string& path, const FileSystem& disk) {
  const std::optional<FileInfo> info = disk.Stat(path);
  return info && info->is_symlink();
}

}  // namespace

RevisionSteps::RevisionSteps(ProjectPlace present, ProjectPlace other, const std::string& ninja, FileSystem& disk)
    : present_(std::move(present)),
      other_(std::move(other)),
      disk_(disk),
      present_commands_(ReadNinjaCommands(present_.build, ninja)),
      other_commands_(ReadNinjaCommands(other_.build, ninja)) {}

void RevisionSteps::TakeEqual() {
  const BuildTree tree(JoinPath(other_.build, kBuildTree));
  for (const auto& [name, versions] : tree.ReadPackages(disk_)) {
    for (const PackageVersion& version : versions) {
      if (!IsEqual(name, version.folder)) continue;
      const std::string place = tree.Package(name, version.folder);
      disk_.MakeDirectories(std::string(DirName(place)));
      disk_.MakeSymlink(BuildTree(JoinPath(present_.build, kBuildTree)).Package(name, version.folder), place);
      equal_.emplace_back(name, version.folder);
    }
  }
}

bool RevisionSteps::AreComplete() const {
  // An application, an image or a chart may have something that the project compiles, or makes by other commands.
  const auto may_need_others = [](const auto& step) {
    const std::optional<StepPlace> place = PlaceOfStep(step.first);
    return place && (place->group == Group::kApp || place->group == Group::kImage || place->group == Group::kChart);
  };
  if (std::ranges::any_of(other_commands_, may_need_others)) return false;
  const auto identify = other_commands_.find(std::string(kGeneratorId));
  return identify != other_commands_.end() && identify->second.find(" " + other_.build + "/") == std::string::npos;
}

std::string RevisionSteps::Prepare() {
  TakeEqual();
  const std::set<std::pair<std::string, std::string>> equal(equal_.begin(), equal_.end());
  std::map<StepPlace, const std::string*> steps;
  for (const auto& [output, command] : other_commands_) {
    const std::optional<StepPlace> place = PlaceOfStep(output);
    if (!place) continue;
    const bool is_compared =
        place->owner != "configuration" && place->command != "must-fail" && place->command != "order";
    if (!is_compared) continue;
    const size_t blank = place->owner.find(' ');
    const bool is_equal = place->group == Group::kVersion && blank != std::string::npos &&
                          equal.contains({place->owner.substr(0, blank), place->owner.substr(blank + 1)});
    if (is_equal) continue;
    steps.emplace(*place, &command);
    disk_.MakeDirectories(std::string(DirName(JoinPath(other_.build, output))));
  }
  // The steps of a version follow each other, as shared ones do; stages follow all versions, and repositories all stages.
  std::string text = "rule run\n  command = $run\n  description = $name\n";
  std::vector<std::string> groups(kGroups);
  const StepPlace* last = nullptr;
  int number = 0;
  for (const auto& [place, command] : steps) {
    const auto group = static_cast<size_t>(place.group);
    const std::string name = "step-" + std::to_string(number);
    text += "build " + name + ": run ||";
    if (group > 0) text += " group-" + std::to_string(group - 1);
    const bool follows =
        last != nullptr && last->group == place.group && (group == 0 || last->owner == place.owner);
    if (follows) text += " step-" + std::to_string(number - 1);
    text += "\n  run = " + EscapeForNinja(*command) + "\n  name = " + EscapeForNinja(place.owner + ": " + place.command) + "\n";
    groups[group] += " " + name;
    last = &place;
    ++number;
  }
  for (size_t group = 0; group < groups.size(); ++group) {
    text += "build group-" + std::to_string(group) + ": phony" + groups[group] +
            (group > 0 ? " || group-" + std::to_string(group - 1) : "") + "\n";
  }
  return text;
}

bool RevisionSteps::IsEqual(const std::string& name, const std::string& version) {
  const std::string folder = BuildTree(std::string(kBuildTree)).Package(name, version);
  bool has_steps = false;
  for (const std::string& output : VersionOutputs(folder)) {
    const auto other = other_commands_.find(output);
    const auto present = present_commands_.find(output);
    if (other == other_commands_.end() && present == present_commands_.end()) continue;
    if (other == other_commands_.end() || present == present_commands_.end()) return false;
    if (InPresent(other->second) != present->second || !HasEqualInputs(output)) return false;
    has_steps = true;
  }
  return has_steps;
}

bool RevisionSteps::HasEqualInputs(const std::string& output) {
  InputRecord record;
  try {
    record = ReadInputRecord(JoinPath(present_.build, output), disk_);
  } catch (const Error&) {
    return false;
  }
  const std::string folder(DirName(output));
  return std::ranges::all_of(record.inputs, [&](const auto& entry) {
    const auto& [path, input] = entry;
    // What earlier steps of the version have made is equal if they are.
    if (!path.starts_with('/')) return IsInside(path, folder);
    const auto [known, is_new] = compared_.try_emplace(path + input.state.kind);
    if (is_new) known->second = IsEqualInput(path, input);
    return known->second;
  });
}

bool RevisionSteps::IsEqualInput(const std::string& path, const Input& input) {
  const std::string place = InOther(path);
  if (place == path) return !IsInside(path, present_.build);
  InputState now = StateOf(disk_.StatFollowing(place));
  if (IsFolder(now) && input.state.kind == kWalked) now.kind = kWalked;
  return now.kind == input.state.kind && IsLink(place, disk_) == IsLink(path, disk_) && input.content &&
         ContentOf(place, now, disk_) == input.content;
}

std::string RevisionSteps::InPresent(const std::string& text) const {
  return ReplaceAll(ReplaceAll(text, other_.build, present_.build), other_.source, present_.source);
}

std::string RevisionSteps::InOther(const std::string& path) const {
  if (IsInside(path, present_.build) || !IsInside(path, present_.source)) return path;
  return other_.source + path.substr(present_.source.size());
}

}  // namespace pkgrepo::packaging
