#include "go/value_text.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/strings.h"
#include "go/float_text.h"
#include "go/quote.h"

namespace pkgrepo::go {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 16;

std::string FormatValueAt(const json& value, int depth) {
  if (depth > kMaxDepth) return "...";
  std::vector<std::string> parts;
  switch (value.type()) {
    case json::value_t::object:
      for (const auto& [key, member] : value.items())
        parts.push_back(key + ":" + FormatValueAt(member, depth + 1));
      return "map[" + Join(parts, " ") + "]";
    case json::value_t::array:
      for (const json& item : value) parts.push_back(FormatValueAt(item, depth + 1));
      return "[" + Join(parts, " ") + "]";
    case json::value_t::string:
      return value.get<std::string>();
    case json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case json::value_t::null:
      return "<nil>";
    default:
      return FormatFloatValue(value.get<double>());
  }
}

}  // namespace

std::string FormatFloatValue(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return FormatShortestFloat(value);
}

std::string FormatValue(const json& value) { return FormatValueAt(value, 0); }

std::string FormatSyntax(const json& value) {
  std::vector<std::string> parts;
  switch (value.type()) {
    case json::value_t::null:
      return "interface {}(nil)";
    case json::value_t::string:
      return QuoteText(value.get_ref<const std::string&>());
    case json::value_t::number_unsigned:
      return fmt::format("{:#x}", value.get<uint64_t>());
    case json::value_t::number_float:
      return FormatFloatValue(value.get<double>());
    case json::value_t::array:
      for (const json& item : value) parts.push_back(FormatSyntax(item));
      return "[]interface {}{" + Join(parts, ", ") + "}";
    case json::value_t::object:
      for (const auto& [key, item] : value.items())
        parts.push_back(QuoteText(key) + ":" + FormatSyntax(item));
      return "map[interface {}]interface {}{" + Join(parts, ", ") + "}";
    default:
      return value.dump();
  }
}

}  // namespace pkgrepo::go
