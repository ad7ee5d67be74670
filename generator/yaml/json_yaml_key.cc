#include "yaml/json_yaml_key.h"

#include <fmt/format.h>

#include <cmath>

#include "go/float_text.h"
#include "yaml/scalar.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

// Bytes that are not UTF-8 are replaced: a key is shown before its text is looked at.
std::string Dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

// A value in Go's syntax, as its fmt package prints it for "%#v".
std::string GoSyntax(const json& value) {
  std::string text;
  switch (value.type()) {
    case json::value_t::null:
      return "interface {}(nil)";
    case json::value_t::number_unsigned:
      return fmt::format("{}", value.get<uint64_t>());
    case json::value_t::number_float:
      return FormatFloat(value.get<double>());
    case json::value_t::array:
      for (const json& item : value) text += (text.empty() ? "" : ", ") + GoSyntax(item);
      return "[]interface {}{" + text + "}";
    case json::value_t::object:
      for (const auto& [key, item] : value.items()) {
        text += (text.empty() ? "" : ", ") + Dump(key) + ":" + GoSyntax(item);
      }
      return "map[interface {}]interface {}{" + text + "}";
    default:
      return Dump(value);
  }
}

// With the precision of 32 bits, as Go's conversion has it.
std::string FloatAsString(double key) {
  auto rounded = static_cast<float>(key);
  return std::isfinite(rounded) ? go::FormatShortestFloat(rounded) : FormatFloat(rounded);
}

// The same for a value that is not within another one.
std::string GoSyntaxOfWhole(const json& value) { return value.is_null() ? "<nil>" : GoSyntax(value); }

}  // namespace

std::string KeyAsString(const json& key, const json& value) {
  switch (key.type()) {
    case json::value_t::string:
      return key.get<std::string>();
    case json::value_t::boolean:
      return key.get<bool>() ? "true" : "false";
    case json::value_t::number_integer:
      return key.dump();
    case json::value_t::number_float:
      return FloatAsString(key.get<double>());
    case json::value_t::number_unsigned:
      throw UnsupportedKey(fmt::format("unsupported map key of type: uint64, key: {:#x}, value: {}",
                                       key.get<uint64_t>(), GoSyntaxOfWhole(value)));
    case json::value_t::null:
      throw UnsupportedKey("unsupported map key of type: %!s(<nil>), key: <nil>, value: " +
                           GoSyntaxOfWhole(value));
    default:
      throw DecodeError("yaml: invalid map key: " + GoSyntax(key));
  }
}

}  // namespace pkgrepo::yaml
