// Members of JSON that came from outside and may lack them or hold something else.

#ifndef PKGREPO_BASE_JSON_MEMBER_H_
#define PKGREPO_BASE_JSON_MEMBER_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pkgrepo {

// The member called `name`; nullptr if `object` is not an object, or the member is absent or null.
const nlohmann::json* FindMember(const nlohmann::json& object, const char* name);

// The string called `name`; empty if `object` is not an object, or the member is absent or not a string.
std::string StringMember(const nlohmann::json& object, const char* name);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_JSON_MEMBER_H_
