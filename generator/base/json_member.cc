#include "base/json_member.h"

#include <nlohmann/json.hpp>

namespace pkgrepo {

const nlohmann::json* FindMember(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);  // the end for what is not an object
  return member == object.end() || member->is_null() ? nullptr : &*member;
}

std::string StringMember(const nlohmann::json& object, const char* name) {
  const nlohmann::json* member = FindMember(object, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace pkgrepo
