// Checks a value by a JSON Schema whose nodes have been read.

#ifndef PKGREPO_JSONSCHEMA_CHECK_H_
#define PKGREPO_JSONSCHEMA_CHECK_H_

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "jsonschema/node.h"
#include "jsonschema/schema.h"

namespace pkgrepo::jsonschema {

// See JsonSchema::Check().
std::vector<JsonSchema::Finding> CheckBySchema(const CompiledSchema& schema, const nlohmann::json& value);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_CHECK_H_
