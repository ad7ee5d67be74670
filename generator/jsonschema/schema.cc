#include "jsonschema/schema.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "jsonschema/check.h"
#include "jsonschema/compiler.h"

namespace pkgrepo::jsonschema {

std::string JsonSchema::Finding::path() const { return keys.empty() ? "(root)" : Join(keys, "."); }

JsonSchema JsonSchema::Parse(const std::string& file, std::string_view text) {
  return JsonSchema(CompileSchema(file, text));
}

std::vector<JsonSchema::Finding> JsonSchema::Check(const nlohmann::json& value) const {
  return CheckBySchema(*compiled_, value);
}

}  // namespace pkgrepo::jsonschema
