// Which form a kind's names have. Most are DNS subdomains; some are shorter, some are freer.

#ifndef PKGREPO_KUBE_OBJECT_NAMES_H_
#define PKGREPO_KUBE_OBJECT_NAMES_H_

#include <string_view>

#include "kube/names.h"

namespace pkgrepo::kube {

// The group of an apiVersion; "" for the core's "v1".
std::string_view GroupOf(std::string_view api_version);

// What is wrong with metadata.name. `group` is "" for the core.
NameFault ObjectNameFault(std::string_view group, std::string_view kind, std::string_view name);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_OBJECT_NAMES_H_
