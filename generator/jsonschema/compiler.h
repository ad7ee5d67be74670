// The text of a JSON Schema, read into nodes: see schema.h for what is taken.

#ifndef PKGREPO_JSONSCHEMA_COMPILER_H_
#define PKGREPO_JSONSCHEMA_COMPILER_H_

#include <memory>
#include <string>
#include <string_view>

#include "jsonschema/node.h"

namespace pkgrepo::jsonschema {

// Throws Error with file and line for what is no schema, and for one that is beyond measure.
std::shared_ptr<const CompiledSchema> CompileSchema(const std::string& file, std::string_view text);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_COMPILER_H_
