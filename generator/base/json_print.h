// Printing the JSON of our own files. What stands for a file of the originals is printed by go/json_text.h.
//
//   files.WriteFile("record.json", PrintJsonText(record, 2) + "\n");

#ifndef PKGREPO_BASE_JSON_PRINT_H_
#define PKGREPO_BASE_JSON_PRINT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pkgrepo {

// Prints `value`, on one line if `indent` is below 0. JSON holds nothing but UTF-8: throws Error naming a text that is
// something else.
std::string PrintJsonText(const nlohmann::json& value, int indent = -1);
std::string PrintJsonText(const nlohmann::ordered_json& value, int indent = -1);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_JSON_PRINT_H_
