// OpenAPI v3 schemas, as far as their structure goes: keywords hold what they must, nested schemas too.
//
// Keywords that nobody knows pass, since API servers and tools let them pass; ones that are nearly known do
// not. https://spec.openapis.org/oas/v3.0.3#schema-object

#ifndef PKGREPO_KUBE_OPEN_API_CHECK_H_
#define PKGREPO_KUBE_OPEN_API_CHECK_H_

#include <nlohmann/json.hpp>
#include <vector>

#include "kube/field_check.h"

namespace pkgrepo::kube {

// `path` is where the schema stands; that of the faults begins with it.
std::vector<FieldFault> CheckOpenApi(const nlohmann::json& schema, const FieldPath& path);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_OPEN_API_CHECK_H_
