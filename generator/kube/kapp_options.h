// Options that a Package or App hands on to kapp (`deploy[].kapp.rawOptions`).

#ifndef PKGREPO_KUBE_KAPP_OPTIONS_H_
#define PKGREPO_KUBE_KAPP_OPTIONS_H_

#include <string_view>

#include "kube/names.h"

namespace pkgrepo::kube {

// What is wrong with "--name=value": kapp-controller sets some options itself and refuses them here, and one
// that is nearly known is misspelt. Others pass: newer controllers know more of them.
NameFault KappOptionFault(std::string_view text);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_KAPP_OPTIONS_H_
