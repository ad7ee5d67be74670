// Finding and replacing the image references of a resource.
//
//   VisitImages(&resource, rules, [&](const std::string& reference) { return resolved.at(reference); });

#ifndef PKGREPO_KBLD_IMAGE_SEARCH_H_
#define PKGREPO_KBLD_IMAGE_SEARCH_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "kbld/search_rule.h"

namespace pkgrepo::kbld {

// Told a reference as it was found; returns what is to stand in its place.
using ImageVisitor = std::function<std::string(const std::string& reference)>;

// Visits every string of `resource` for which a rule matches, the first such rule deciding what it is. Maps
// are visited in the order of their keys' bytes. JSON and YAML inside of strings is printed again even where
// nothing in it changes; a string that holds neither is left alone.
void VisitImages(nlohmann::json* resource, const std::vector<SearchRule>& rules, const ImageVisitor& visit);

// The references in `resource`, in the order of the visit, each once.
std::vector<std::string> FindImages(const nlohmann::json& resource, const std::vector<SearchRule>& rules);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_IMAGE_SEARCH_H_
