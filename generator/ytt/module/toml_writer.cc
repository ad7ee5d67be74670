#include "ytt/module/toml_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/ascii.h"
#include "base/error.h"

namespace pkgrepo::ytt {
namespace {

using Members = std::map<std::string, const yaml::Value*>;

// The members of a map that have a value, sorted.
Members MembersOf(const yaml::Node& map) {
  Members members;
  for (const yaml::Item& item : map.items) {
    if (!item.key.is_string()) throw Error("Expected key to be string");
    if (!item.value.is_null()) members.insert_or_assign(std::string(item.key.string()), &item.value);
  }
  return members;
}

std::string Quote(std::string_view text) {
  static constexpr std::string_view kSpecial = "\b\t\n\f\r\"\\";
  static constexpr std::string_view kNames = "btnfr\"\\";
  std::string out = "\"";
  for (const char c : text) {
    if (const size_t found = kSpecial.find(c); found != std::string_view::npos) {
      out += {'\\', kNames[found]};
    } else if (static_cast<uint8_t>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", static_cast<uint8_t>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string FormatKey(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return IsAlphanumeric(c) || c == '_' || c == '-';
  });
  return bare ? std::string(key) : Quote(key);
}

std::string FormatFloat(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "+inf" : "-inf";
  // The shortest digits that read back the same, written without an exponent.
  int precision = 0;
  for (; precision < 17; ++precision) {
    if (std::stod(fmt::format("{:.{}e}", value, precision)) == value) break;
  }
  const std::string scientific = fmt::format("{:.{}e}", value, precision);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  std::string digits;
  for (const char c : scientific.substr(0, scientific.find('e'))) {
    if (IsDigit(c)) digits += c;
  }
  const std::string sign = std::signbit(value) ? "-" : "";
  if (exponent < 0) return sign + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0') + ".0";
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

bool IsArrayOfTables(const yaml::Value& value) {
  if (!value.is_array() || value.node()->items.empty()) return false;
  const auto& items = value.node()->items;
  return std::all_of(items.begin(), items.end(), [](const yaml::Item& item) { return item.value.is_map(); });
}

class Writer {
 public:
  explicit Writer(int indent) : indent_(static_cast<size_t>(indent)) {}

  // The content of the table `path`.
  void WriteTable(const std::vector<std::string>& path, const yaml::Node& map) {
    const Members members = MembersOf(map);
    for (const auto& [key, value] : members) {
      if (value->is_map() || IsArrayOfTables(*value)) continue;
      out_ += Indent(path.size()) + FormatKey(key) + " = " + FormatInline(*value) + "\n";
    }
    for (const auto& [key, value] : members) {
      std::vector<std::string> inner = path;
      inner.push_back(FormatKey(key));
      if (value->is_map()) {
        if (inner.size() == 1) Separate();
        WriteHeader("[", inner, "]");
        WriteTable(inner, *value->node());
      } else if (IsArrayOfTables(*value)) {
        for (const yaml::Item& item : value->node()->items) {
          Separate();
          WriteHeader("[[", inner, "]]");
          WriteTable(inner, *item.value.node());
        }
      }
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  std::string Indent(size_t level) const { return std::string(level * indent_, ' '); }

  void Separate() {
    if (!out_.empty()) out_ += "\n";
  }

  void WriteHeader(std::string_view open, const std::vector<std::string>& path, std::string_view close) {
    out_ += Indent(path.size() - 1);
    out_ += open;
    for (size_t i = 0; i < path.size(); ++i) out_ += (i == 0 ? "" : ".") + path[i];
    out_ += close;
    out_ += "\n";
  }

  static std::string FormatInline(const yaml::Value& value) {
    switch (value.type()) {
      case yaml::Value::Type::kBool:
        return value.as_bool() ? "true" : "false";
      case yaml::Value::Type::kInt:
        return std::to_string(value.as_int());
      case yaml::Value::Type::kUint:
        return std::to_string(value.as_uint());
      case yaml::Value::Type::kFloat:
        return FormatFloat(value.as_float());
      case yaml::Value::Type::kString:
        return Quote(value.string());
      case yaml::Value::Type::kNull:
        throw Error("toml: cannot encode array with nil element");
      case yaml::Value::Type::kNode:
        break;
    }
    return value.is_map() ? FormatInlineTable(*value.node()) : FormatArray(*value.node());
  }

  static std::string FormatArray(const yaml::Node& array) {
    std::string out = "[";
    for (const yaml::Item& item : array.items) {
      if (out.size() > 1) out += ", ";
      out += FormatInline(item.value);
    }
    return out + "]";
  }

  static std::string FormatInlineTable(const yaml::Node& map) {
    std::string out = "{";
    for (const auto& [key, value] : MembersOf(map)) {
      if (out.size() > 1) out += ", ";
      out += FormatKey(key) + " = " + FormatInline(*value);
    }
    return out + "}";
  }

  size_t indent_;
  std::string out_;
};

}  // namespace

std::string WriteToml(const yaml::Value& value, int indent) {
  if (value.is_document_set()) throw Error("Unexpected document set");
  if (!value.is_map()) throw Error("toml: top-level values must be Go maps or structs");
  Writer writer(indent);
  writer.WriteTable({}, *value.node());
  return writer.Take();
}

}  // namespace pkgrepo::ytt
