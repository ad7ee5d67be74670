#include "net/http_client.h"

#include <algorithm>

#include "base/strings.h"

namespace pkgrepo::net {
namespace {

bool SameName(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ToLower(a) == ToLower(b);
}

}  // namespace

void HttpHeaders::Set(const std::string& name, std::string value) {
  Remove(name);
  Add(name, std::move(value));
}

void HttpHeaders::Remove(std::string_view name) {
  std::erase_if(fields_, [&](const auto& field) { return SameName(field.first, name); });
}

std::optional<std::string> HttpHeaders::Find(std::string_view name) const {
  for (const auto& [known, value] : fields_) {
    if (SameName(known, name)) return value;
  }
  return std::nullopt;
}

std::vector<std::string> HttpHeaders::FindAll(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [known, value] : fields_) {
    if (SameName(known, name)) values.push_back(value);
  }
  return values;
}

}  // namespace pkgrepo::net
