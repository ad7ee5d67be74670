#include "cli/graph/rights_format.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "kube/rbac/right_text.h"

namespace pkgrepo::cli {

std::string RightsExplained(const kube::Derivation& derived, const kube::ResourceKinds& kinds) {
  std::vector<std::string> objects;  // in their order
  std::map<std::string, std::vector<std::pair<std::string, std::set<kube::Right>>>> of_object;  // by reason
  for (const kube::Need& need : derived.needs) {
    auto& reasons = of_object[need.object];
    if (reasons.empty()) objects.push_back(need.object);
    auto reason = reasons.begin();
    while (reason != reasons.end() && reason->first != need.reason) ++reason;
    if (reason == reasons.end()) reason = reasons.insert(reason, {need.reason, {}});
    reason->second.insert(need.right);
  }
  std::string text;
  for (const std::string& object : objects) {
    text += object + "\n";
    for (const auto& [reason, rights] : of_object[object]) {
      for (const std::string& line : kube::RightLines(rights, kinds))
        text += "  " + line + "  (" + reason + ")\n";
    }
  }
  text += "\n";
  for (const std::string& note : derived.notes) text += "* " + note + "\n";
  return text +
         "* What the package's own programs do when they run is not among these: that is what its own roles "
         "are for.\n";
}

}  // namespace pkgrepo::cli
