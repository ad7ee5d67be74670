// Holding values against a schema: first they are completed, then checked.

#ifndef PKGREPO_YTT_SCHEMA_CONFORMANCE_H_
#define PKGREPO_YTT_SCHEMA_CONFORMANCE_H_

#include <vector>

#include "yaml/node.h"
#include "ytt/schema/schema_type.h"
#include "ytt/schema/violation.h"

namespace pkgrepo::ytt {

// Adds the keys that maps lack, and attaches the rules of the schema to all nodes. Returns the places where
// there is a map or an array and the schema wants something else.
std::vector<SchemaViolation> CompleteValues(yaml::Item& item, const SchemaType& type);

// Returns the keys that the schema does not know and the values of other types.
std::vector<SchemaViolation> CheckValues(const yaml::Item& item, const SchemaType& type);

// Both. Checks nothing of values whose structure is wrong already.
std::vector<SchemaViolation> ConformValues(yaml::Item& item, const SchemaType& type);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_CONFORMANCE_H_
