// What an API server holds against an object's metadata: name, namespace, labels, annotations, those of pod
// templates included.
//
// https://kubernetes.io/docs/concepts/overview/working-with-objects/

#ifndef PKGREPO_KUBE_METADATA_CHECK_H_
#define PKGREPO_KUBE_METADATA_CHECK_H_

#include <nlohmann/json.hpp>
#include <vector>

#include "kube/field_check.h"

namespace pkgrepo::kube {

// The object's annotations; an empty map if there are none, or if they are not a map.
nlohmann::json AnnotationsOf(const nlohmann::json& object);

// A missing name is not a fault here.
std::vector<FieldFault> CheckMetadata(const nlohmann::json& object);

// Labels and annotations by themselves; `path` is where they stand.
std::vector<FieldFault> CheckLabels(const nlohmann::json& labels, const FieldPath& path);
std::vector<FieldFault> CheckAnnotations(const nlohmann::json& annotations, const FieldPath& path);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_METADATA_CHECK_H_
