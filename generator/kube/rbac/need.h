// What an installation needs, and which object needs it.

#ifndef PKGREPO_KUBE_RBAC_NEED_H_
#define PKGREPO_KUBE_RBAC_NEED_H_

#include <string>
#include <vector>

#include "kube/rbac/right.h"

namespace pkgrepo::kube {

struct Need {
  Right right;
  // The label of the object.
  std::string object;
  // For people, as the end of "secret/key needs …: ": "kapp applies it and takes it away".
  std::string reason;
};

using Needs = std::vector<Need>;

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_RBAC_NEED_H_
