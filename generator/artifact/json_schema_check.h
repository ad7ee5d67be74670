// Checks a value by a JSON Schema whose nodes have been read.

#ifndef PKGREPO_ARTIFACT_JSON_SCHEMA_CHECK_H_
#define PKGREPO_ARTIFACT_JSON_SCHEMA_CHECK_H_

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "artifact/json_schema.h"
#include "artifact/json_schema_node.h"

namespace pkgrepo::artifact {

// See JsonSchema::Check().
std::vector<JsonSchema::Finding> CheckBySchema(const CompiledSchema& schema, const nlohmann::json& value);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_JSON_SCHEMA_CHECK_H_
