// The text of a JSON Schema, read into nodes: see json_schema.h for what is taken.

#ifndef PKGREPO_ARTIFACT_JSON_SCHEMA_COMPILER_H_
#define PKGREPO_ARTIFACT_JSON_SCHEMA_COMPILER_H_

#include <memory>
#include <string>
#include <string_view>

#include "artifact/json_schema_node.h"

namespace pkgrepo::artifact {

// Throws Error with file and line for what is no schema, and for one that is beyond measure.
std::shared_ptr<const CompiledSchema> CompileSchema(const std::string& file, std::string_view text);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_JSON_SCHEMA_COMPILER_H_
