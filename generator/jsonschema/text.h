// JSON files that people write, with the line of what is wrong in them.
//
//   const nlohmann::json schema = ParseJsonFile("values.schema.json", text, 100);
//   throw Error("expected a number").At(JsonPosition("values.schema.json", text, {"properties", "port", "minimum"}));

#ifndef PKGREPO_JSONSCHEMA_TEXT_H_
#define PKGREPO_JSONSCHEMA_TEXT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::jsonschema {

// Throws Error with file and line for what is not JSON, and for more than `max_depth` objects and arrays within one another.
nlohmann::json ParseJsonFile(const std::string& file, std::string_view text, size_t max_depth);

// Where the value stands that the keys, and the indices of arrays, lead to; of what is not there, where the value stands that
// it should be in. Reads the whole text: meant for messages. Precondition: `text` is JSON.
Position JsonPosition(const std::string& file, std::string_view text, const std::vector<std::string>& path);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_TEXT_H_
