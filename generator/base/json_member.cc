#include "base/json_member.h"

#include <nlohmann/json.hpp>

namespace pkgrepo {

std::string StringMember(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace pkgrepo
