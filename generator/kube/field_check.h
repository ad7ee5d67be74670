// What does not fit a type of field_types.h: unknown and misspelt fields, wrong types, missing fields, and
// texts of a wrong form.
//
//   for (const FieldFault& fault : CheckFields(resource, *type)) …
//   // {.path = {"spec", "licenses"}, .message = "spec.licenses is a string, not a list of strings"}
//
// The resource is what Go makes of its YAML (yaml/json_yaml.h), so `version: 1.10` is a number here.

#ifndef PKGREPO_KUBE_FIELD_CHECK_H_
#define PKGREPO_KUBE_FIELD_CHECK_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kube/field_types.h"

namespace pkgrepo::kube {

// Keys of maps and indexes of lists, from the outside in.
using FieldPath = std::vector<std::string>;

struct FieldFault {
  // Where; what is missing is told of what should have it.
  FieldPath path;
  // Names the field in full: "unknown field spec.template.spec.deploy[0].kap".
  std::string message;
  // May be empty.
  std::string hint;
};

// In the order of the type's fields, unknown ones first. Null counts as absent. `path` is where the value
// stands; that of the faults begins with it.
std::vector<FieldFault> CheckFields(const nlohmann::json& value, const StructType& type,
                                    const FieldPath& path = {});

// "spec.fetch[0].image" for the path spec, fetch, 0, image.
std::string FieldName(const FieldPath& path);

// What a message calls a value: "a string", "the number 5", "a list".
std::string DescribeValue(const nlohmann::json& value);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_FIELD_CHECK_H_
