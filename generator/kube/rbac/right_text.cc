#include "kube/rbac/right_text.h"

#include <map>
#include <tuple>

#include "base/strings.h"

namespace pkgrepo::kube {
namespace {

using Texts = std::set<std::string>;

std::string Listed(const Texts& texts, const std::string& quote = "") {
  return quote + Join({texts.begin(), texts.end()}, quote + ", " + quote) + quote;
}

std::string ResourceText(const Right& right) {
  if (!right.path.empty()) return "the path " + right.path;
  const std::string resource = right.resource == "*" ? "everything" : right.resource;
  if (right.group.empty()) return resource;
  return right.group == "*" ? resource + " of all groups"
                            : resource + (right.resource == "*" ? " of " : ".") + right.group;
}

std::string PlaceText(const Right& right, const ResourceKinds& kinds) {
  if (!right.path.empty()) return "";
  if (!right.name_space.empty()) return " in namespace " + right.name_space;
  return kinds.IsClusterScoped(right.group, right.resource) ? "" : " in all namespaces";
}

}  // namespace

std::vector<std::string> RightLines(const std::set<Right>& rights, const ResourceKinds& kinds) {
  std::map<std::tuple<std::string, std::string>, Texts> verbs;  // of a place, and a name in it
  for (const Right& right : rights) {
    verbs[{ResourceText(right) + PlaceText(right, kinds), right.name}].insert(right.verb == "*" ? "all verbs"
                                                                                                : right.verb);
  }
  std::map<std::tuple<std::string, bool, Texts>, Texts> names;
  for (const auto& [key, of_key] : verbs) {
    const auto& [place, name] = key;
    Texts& joined = names[{place, !name.empty(), of_key}];
    if (!name.empty()) joined.insert(name);
  }
  std::vector<std::string> lines;
  for (const auto& [key, of_key] : names) {
    const auto& [place, is_named, its_verbs] = key;
    lines.push_back(place + (is_named ? ", " + Listed(of_key, "'") : "") + ": " + Listed(its_verbs));
  }
  return lines;
}

}  // namespace pkgrepo::kube
