#include "base/json_print.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/utf8.h"

namespace pkgrepo {
namespace {

constexpr size_t kShown = 200;  // bytes of a text in a message

// The first text, key or value, that is not UTF-8.
template <typename Json>
std::optional<std::string> FindForeignText(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.template get_ref<const std::string&>();
    return IsValidUtf8(text) ? std::nullopt : std::optional(text);
  }
  if (!value.is_structured()) return std::nullopt;
  for (const auto& item : value.items()) {
    if (value.is_object() && !IsValidUtf8(item.key())) return item.key();
    if (auto found = FindForeignText(item.value())) return found;
  }
  return std::nullopt;
}

template <typename Json>
std::string Print(const Json& value, int indent) {
  constexpr auto kReplace = Json::error_handler_t::replace;
  if (const auto text = FindForeignText(value)) {
    throw Error("this text is not UTF-8, as it has to be in JSON: " +
                Json(text->substr(0, kShown)).dump(-1, ' ', false, kReplace));
  }
  return value.dump(indent);
}

}  // namespace

std::string PrintJsonText(const nlohmann::json& value, int indent) { return Print(value, indent); }
std::string PrintJsonText(const nlohmann::ordered_json& value, int indent) { return Print(value, indent); }

}  // namespace pkgrepo
