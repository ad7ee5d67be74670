#include "kube/rbac/right.h"

#include <vector>

namespace pkgrepo::kube {
namespace {

// What a field may be in a right that gives as much, or more.
std::vector<std::string> Wider(const std::string& value, const char* all) {
  if (value == all) return {value};
  return {value, all};
}

std::vector<std::string> WiderResources(const std::string& resource) {
  std::vector<std::string> wider = Wider(resource, "*");
  const size_t slash = resource.find('/');
  if (slash != std::string::npos && !resource.starts_with("*/"))
    wider.push_back("*" + resource.substr(slash));
  return wider;
}

// A rule's path may end in a `*`, which stands for any ending.
std::vector<std::string> WiderPaths(const std::string& path) {
  std::vector<std::string> wider = {path};
  for (size_t i = 0; i < path.size(); ++i) {
    if (std::string shorter = path.substr(0, i) + "*"; shorter != path) wider.push_back(std::move(shorter));
  }
  return wider;
}

// Calls `take` with the right itself and all that are wider, until it returns true.
template <typename Take>
bool AnyWider(const Right& right, const Take& take) {
  const std::vector<std::string> verbs = Wider(right.verb, "*");
  if (!right.path.empty()) {
    for (const std::string& verb : verbs) {
      for (const std::string& path : WiderPaths(right.path)) {
        if (take({.name_space = "", .group = "", .resource = "", .verb = verb, .path = path})) return true;
      }
    }
    return false;
  }
  const std::vector<std::string> groups = Wider(right.group, "*");
  const std::vector<std::string> resources = WiderResources(right.resource);
  for (const std::string& name_space : Wider(right.name_space, "")) {
    for (const std::string& group : groups) {
      for (const std::string& resource : resources) {
        for (const std::string& verb : verbs) {
          for (const std::string& name : Wider(right.name, "")) {
            if (take({name_space, group, resource, verb, name})) return true;
          }
        }
      }
    }
  }
  return false;
}

}  // namespace

bool Allows(const std::set<Right>& held, const Right& right) {
  return AnyWider(right, [&](const Right& wider) { return held.contains(wider); });
}

std::set<Right> Smallest(const std::set<Right>& rights) {
  std::set<Right> smallest;
  for (const Right& right : rights) {
    if (!AnyWider(right, [&](const Right& wider) { return wider != right && rights.contains(wider); })) {
      smallest.insert(right);
    }
  }
  return smallest;
}

}  // namespace pkgrepo::kube
