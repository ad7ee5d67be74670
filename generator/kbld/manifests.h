// Resources with their images replaced, printed as kbld prints them.

#ifndef PKGREPO_KBLD_MANIFESTS_H_
#define PKGREPO_KBLD_MANIFESTS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kbld/lock_files.h"
#include "kbld/search_rule.h"

namespace pkgrepo::kbld {

// The references in all resources, sorted, each once.
std::vector<std::string> FindAllImages(const std::vector<nlohmann::json>& resources,
                                       const std::vector<SearchRule>& rules);

// Puts the resolved images in the place of the references; `annotate` also records them in each resource that
// has any. Precondition: `images` has every reference that FindAllImages finds.
void ReplaceImages(const ResolvedImages& images, const std::vector<SearchRule>& rules, bool annotate,
                   std::vector<nlohmann::json>* resources);

// Each as YAML with "---" ahead. Throws Error for characters that YAML does not allow.
std::vector<std::string> PrintResources(const std::vector<nlohmann::json>& resources);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_MANIFESTS_H_
