// How one value differs from another, field by field, for people who review manifests.
//
//   for (const FieldChange& change : DiffValues(before, after)) …    // spec.containers[web].image: "a:1" -> "a:2"
//
// Items of a list that all have a `name` of their own are compared by it, as Kubernetes does with most lists; others by
// their place.

#ifndef PKGREPO_PACKAGING_VALUE_DIFF_H_
#define PKGREPO_PACKAGING_VALUE_DIFF_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace pkgrepo::packaging {

struct FieldChange {
  // "spec.containers[web].image"; keys with dots are quoted: "metadata.labels['app.kubernetes.io/name']".
  std::string path;
  // Absent for a field that came or went.
  std::optional<nlohmann::json> before;
  std::optional<nlohmann::json> after;

  bool operator==(const FieldChange&) const = default;
};

// In the order of `before`'s fields, those that came after them. None if the values are equal.
std::vector<FieldChange> DiffValues(const nlohmann::json& before, const nlohmann::json& after);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VALUE_DIFF_H_
