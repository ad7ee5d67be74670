// Numbers of JSON, compared by what they are, whether they were read as integers or not.
//
//   IsMultiple(0.0075, 0.0001)    // true: as decimal numbers, which is how they are written
//   IsInteger(2.0)                // true

#ifndef PKGREPO_JSONSCHEMA_NUMBER_H_
#define PKGREPO_JSONSCHEMA_NUMBER_H_

#include <compare>
#include <nlohmann/json_fwd.hpp>

namespace pkgrepo::jsonschema {

// Of all of them the precondition is that they are given numbers.

bool IsInteger(const nlohmann::json& number);
std::partial_ordering CompareNumbers(const nlohmann::json& a, const nlohmann::json& b);
// Precondition: `divisor` is above 0.
bool IsMultiple(const nlohmann::json& number, const nlohmann::json& divisor);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_NUMBER_H_
