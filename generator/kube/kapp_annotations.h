// The annotations by which kapp is told how to apply an object.
//
// kapp finds a wrong value when the object's turn comes, after others were applied, or takes it for the
// default. https://carvel.dev/kapp/docs/latest/apply/ and …/diff/

#ifndef PKGREPO_KUBE_KAPP_ANNOTATIONS_H_
#define PKGREPO_KUBE_KAPP_ANNOTATIONS_H_

#include <nlohmann/json.hpp>
#include <vector>

#include "kube/field_check.h"

namespace pkgrepo::kube {

// Values that an annotation of kapp does not take, and annotations that are nearly ones of kapp. Change groups
// and rules are change_rule.h's.
std::vector<FieldFault> CheckKappAnnotations(const nlohmann::json& object);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_KAPP_ANNOTATIONS_H_
