#include "packaging/build_costs.h"

#include <algorithm>
#include <map>
#include <optional>

#include "packaging/ninja_log.h"
#include "packaging/step_place.h"

namespace pkgrepo::packaging {

void AddCosts(std::string_view log, BuildCosts& costs) {
  // A step has an entry for each of its outputs, and one for each time it ran, the last one last.
  std::map<std::string, int64_t> steps;
  for (const NinjaLogEntry& entry : ParseNinjaLog(log)) {
    const std::optional<StepPlace> place = PlaceOfStep(entry.output);
    if (place && place->group == StepPlace::Group::kVersion) steps[place->output] = entry.end - entry.start;
  }
  BuildCosts found;
  for (const auto& [output, cost] : steps) {
    const std::string owner = PlaceOfStep(output)->owner;
    found[owner.substr(0, owner.find(' '))] += cost;
  }
  for (const auto& [name, cost] : found) costs[name] = std::max({costs[name], cost, int64_t{1}});
}

}  // namespace pkgrepo::packaging
