#include "packaging/staleness.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/build_tree.h"
#include "packaging/input_record.h"
#include "packaging/step_place.h"

namespace pkgrepo::packaging {
namespace {

using Kind = StaleReason::Kind;
using NinjaKind = NinjaReason::Kind;

class Finder {
 public:
  Finder(const NinjaPlan& plan, const std::string& build, const FileSystem& files)
      : plan_(plan), build_(build), files_(files) {}

  std::vector<StaleStep> Find() {
    // By its place, what Ninja said of any output of the step.
    std::map<StepPlace, const NinjaReason*> stale;
    for (const std::string& output : plan_.outputs) {
      const std::optional<StepPlace> place = PlaceOfStep(output);
      if (!place) continue;
      const NinjaReason*& reason = stale[*place];
      const auto said = plan_.reasons.find(output);
      if (said != plan_.reasons.end()) reason = &said->second;
    }
    std::vector<StaleStep> steps;
    for (const auto& [place, reason] : stale) {
      if (!steps.empty() && steps.back().output == place.output) {  // another output of the same step
        if (steps.back().reasons.empty()) steps.back().reasons = ReasonsOf(place, reason);
        continue;
      }
      steps.push_back({place.owner, place.command, place.output, ReasonsOf(place, reason)});
    }
    return steps;
  }

 private:
  std::vector<StaleReason> ReasonsOf(const StepPlace& place, const NinjaReason* said) const {
    if (!files_.IsFile(JoinPath(build_, place.output))) return {{Kind::kMissing}};
    std::vector<StaleReason> reasons;
    if (said != nullptr && said->kind == NinjaKind::kCommand) reasons.push_back({Kind::kOptions});
    // What makes CMake run is recorded by the step after it.
    const bool is_recorded =
        place.output != kGeneratorId && place.command != "layout" && place.command != "configured";
    const bool reads =
        is_recorded && AddInputs(place.output == kManifest ? "carvel/configured" : place.output, reasons);
    if (said == nullptr || !reasons.empty()) return reasons;
    if (said->kind == NinjaKind::kMissing) return {{Kind::kMissing}};
    if (said->kind == NinjaKind::kDepfile || (is_recorded && !reads)) return {{Kind::kUnrecorded}};
    if (said->input == kGeneratorId || place.output == kGeneratorId)
      return {{Kind::kGenerator, said->input}};
    return {{Kind::kTouched, said->input}};
  }

  // Returns whether there is a record.
  bool AddInputs(const std::string& output, std::vector<StaleReason>& reasons) const {
    InputRecord record;
    try {
      record = ReadInputRecord(JoinPath(build_, output), files_);
    } catch (const Error&) {
      return false;
    }
    std::vector<StaleReason> listings;
    for (const auto& [path, input] : record.inputs) {
      AddInput(path, input, record.inputs, reasons, listings);
    }
    // A file says more than the folder it is in.
    for (StaleReason& listing : listings) {
      const bool is_told = std::any_of(reasons.begin(), reasons.end(), [&](const StaleReason& reason) {
        return !reason.path.empty() && IsInside(reason.path, listing.path);
      });
      if (!is_told) reasons.push_back(std::move(listing));
    }
    return true;
  }

  void AddInput(const std::string& path, const Input& input, const Inputs& inputs,
                std::vector<StaleReason>& reasons, std::vector<StaleReason>& listings) const {
    if (plan_.outputs.contains(path) && PlaceOfStep(path)) return;  // it will be made
    const std::string place = JoinPath(build_, path);
    const InputState now = StateOf(files_.StatFollowing(place));
    const InputState& then = input.state;
    if (now == then || (IsFolder(now) && IsFolder(then) && now.mtime == then.mtime)) return;
    if (now.kind == '-') return reasons.push_back({Kind::kRemoved, path});
    if (then.kind == '-') return reasons.push_back({Kind::kAdded, path});
    const bool is_folder = IsFolder(now);
    const bool is_mode = (now.kind == 'f' && then.kind == 'x') || (now.kind == 'x' && then.kind == 'f');
    if (is_folder != IsFolder(then) || (!is_folder && now.kind != then.kind && !is_mode)) {
      return reasons.push_back({Kind::kKind, path});
    }
    if (ContentOf(place, now, files_) == input.content && input.content) {
      if (is_mode) reasons.push_back({Kind::kMode, path});
      return;
    }
    if (!is_folder) return reasons.push_back({Kind::kChanged, path});
    if (then.kind != kWalked) return listings.push_back({Kind::kListing, path});
    for (const std::string& name : NewNames(path, place, inputs, files_)) {
      reasons.push_back({Kind::kAdded, JoinPath(path, name)});
    }
  }

  const NinjaPlan& plan_;
  const std::string& build_;
  const FileSystem& files_;
};

}  // namespace

std::vector<StaleStep> FindStaleSteps(const NinjaPlan& plan, const std::string& build,
                                      const FileSystem& files) {
  return Finder(plan, build, files).Find();
}

}  // namespace pkgrepo::packaging
