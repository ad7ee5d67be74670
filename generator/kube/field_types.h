// What the fields of kapp-controller's resources may hold, as tables.
//
//   const StructType* type = FindResourceType("data.packaging.carvel.dev/v1alpha1", "Package");
//   for (const FieldFault& fault : CheckFields(resource, *type)) …
//
// They say what kapp-controller up to 0.60 knows, and the first releases with packages (package.carvel.dev). Where its API server lets a resource in that the controller
// then cannot reconcile (no `fetch`, two sources in one step), the tables are as strict as the controller.
// https://carvel.dev/kapp-controller/docs/latest/app-spec/ and …/packaging/

#ifndef PKGREPO_KUBE_FIELD_TYPES_H_
#define PKGREPO_KUBE_FIELD_TYPES_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "kube/names.h"

namespace pkgrepo::kube {

struct StructType;

struct Field {
  enum class Type : uint8_t {
    kAnything,
    kText,
    kBool,
    kInteger,
    kTexts,      // a list of strings
    kTextMap,    // a map of strings
    kMap,        // a map of anything
    kStruct,     // a map with the fields of `fields`
    kStructs,    // a list of such maps
    kOneStruct,  // the same, with exactly one
    kSchema,     // an OpenAPI v3 schema
  };
  enum class Presence : uint8_t {
    kOptional,
    kRequired,
    kAlternative,  // exactly one of the struct's alternatives is there
    kAnyOf,        // at least one of the struct's fields of this kind is there
  };

  std::string_view name;
  Type type;
  const StructType* fields = nullptr;
  // For each text of the field.
  NameFault (*check)(std::string_view) = nullptr;
  Presence presence = Presence::kOptional;
};

struct StructType {
  std::span<const Field> fields;
};

// The type of a whole resource; null for those that are not kapp-controller's.
const StructType* FindResourceType(std::string_view api_version, std::string_view kind);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_FIELD_TYPES_H_
