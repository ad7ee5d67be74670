#include "artifact/json_schema.h"

#include <nlohmann/json.hpp>

#include "artifact/json_schema_check.h"
#include "artifact/json_schema_compiler.h"
#include "base/strings.h"

namespace pkgrepo::artifact {

std::string JsonSchema::Finding::path() const { return keys.empty() ? "(root)" : Join(keys, "."); }

JsonSchema JsonSchema::Parse(const std::string& file, std::string_view text) {
  return JsonSchema(CompileSchema(file, text));
}

std::vector<JsonSchema::Finding> JsonSchema::Check(const nlohmann::json& value) const {
  return CheckBySchema(*compiled_, value);
}

}  // namespace pkgrepo::artifact
