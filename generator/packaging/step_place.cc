#include "packaging/step_place.h"

#include <tuple>

#include "packaging/step_table.h"

namespace pkgrepo::packaging {
namespace {

using Group = StepPlace::Group;

Group GroupOf(StepOwner owner) {
  switch (owner) {
    case StepOwner::kProject:
      return Group::kShared;
    case StepOwner::kImage:
      return Group::kImage;
    case StepOwner::kApp:
    case StepOwner::kAppTest:
      return Group::kApp;
    case StepOwner::kChart:
    case StepOwner::kChartRepository:
      return Group::kChart;
    case StepOwner::kStage:
      return Group::kStage;
    case StepOwner::kRepository:
      return Group::kRepository;
    default:
      return Group::kVersion;
  }
}

std::string Describe(const OwnedStep& owned) {
  if (owned.step->owner == StepOwner::kImage) return "image " + owned.owner;
  if (owned.step->owner == StepOwner::kApp || owned.step->owner == StepOwner::kAppTest) return "app " + owned.owner;
  if (owned.step->owner == StepOwner::kChart) return "chart " + owned.owner;
  if (owned.step->owner == StepOwner::kChartRepository) return "chart repository " + owned.owner;
  if (owned.step->owner == StepOwner::kStage) return "stage " + owned.owner;
  if (owned.step->owner == StepOwner::kRepository) return "repository " + owned.owner;
  return owned.owner;
}

}  // namespace

bool StepPlace::operator<(const StepPlace& other) const {
  return std::tie(group, owner, number) < std::tie(other.group, other.owner, other.number);
}

std::optional<StepPlace> PlaceOfStep(const std::string& output) {
  if (output == kManifest) return StepPlace{Group::kShared, "configuration", -1, output, "cmake"};
  const std::optional<OwnedStep> owned = FindStep(output);
  if (!owned) return std::nullopt;
  const int number = static_cast<int>(owned->step - Steps().data());
  return StepPlace{GroupOf(owned->step->owner), Describe(*owned), number, owned->output, std::string(owned->step->command)};
}

}  // namespace pkgrepo::packaging
