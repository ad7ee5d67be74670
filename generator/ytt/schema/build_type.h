// Making a SchemaType from an item of a schema document.

#ifndef PKGREPO_YTT_SCHEMA_BUILD_TYPE_H_
#define PKGREPO_YTT_SCHEMA_BUILD_TYPE_H_

#include "ytt/schema/schema_annotations.h"
#include "ytt/schema/schema_type.h"

namespace pkgrepo::ytt {

// The type of `item` and all below. Throws Error with the whole text (violation.h).
SchemaType BuildSchemaType(const yaml::Item& item, SchemaPlace place);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_BUILD_TYPE_H_
