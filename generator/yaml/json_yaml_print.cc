#include <algorithm>
#include <optional>

#include "yaml/json_yaml.h"
#include "yaml/json_yaml_key_order.h"
#include "yaml/json_yaml_number.h"
#include "yaml/json_yaml_reread.h"
#include "yaml/json_yaml_scalar.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

// Prints one value in block style. "Inline" is a map or list that begins on the line of the "- ", "? " or ":
// " before it instead of on one of its own.
class Printer {
 public:
  std::string Print(const json& value) && {
    if (IsBlock(value)) {
      PrintBlock(value, 0, /*inline_start=*/true);
    } else {
      PrintScalar(value, kIndent);
    }
    out_.StartLine(0);
    return std::move(out_).Take();
  }

 private:
  static constexpr size_t kIndent = 2;

  // Empty maps and lists are printed as {} and [], like scalars.
  static bool IsBlock(const json& value) { return value.is_structured() && !value.empty(); }

  void PrintBlock(const json& value, size_t indent, bool inline_start) {
    value.is_object() ? PrintMap(value, indent, inline_start) : PrintList(value, indent, inline_start);
  }

  void PrintMap(const json& map, size_t indent, bool inline_start) {
    std::vector<std::pair<std::string_view, const json*>> entries;
    entries.reserve(map.size());
    for (const auto& [key, value] : map.items()) entries.emplace_back(key, &value);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return NaturalKeyLess(a.first, b.first); });
    for (const auto& [key, value] : entries) {
      if (!inline_start) out_.StartLine(indent);
      inline_start = false;
      PrintEntry(key, *value, indent);
    }
  }

  void PrintEntry(std::string_view key, const json& value, size_t indent) {
    std::optional<std::string> reread = RereadJsonString(key);
    if (reread) key = *reread;
    if (IsSimpleKey(key)) {
      WriteKeyScalar(key, &out_);
      out_.Put(":");
      if (IsBlock(value)) {
        PrintBlock(value, value.is_array() ? indent : indent + kIndent, /*inline_start=*/false);
        return;
      }
      out_.Put(" ");
      PrintScalar(value, indent + kIndent);
      return;
    }
    out_.Put("? ");
    WriteValueScalar(key, indent + kIndent, &out_);
    out_.StartLine(indent);
    out_.Put(": ");
    PrintAfterIndicator(value, indent);
  }

  void PrintList(const json& list, size_t indent, bool inline_start) {
    for (const json& item : list) {
      if (!inline_start) out_.StartLine(indent);
      inline_start = false;
      out_.Put("- ");
      PrintAfterIndicator(item, indent);
    }
  }

  void PrintAfterIndicator(const json& value, size_t indent) {
    if (IsBlock(value)) {
      PrintBlock(value, indent + kIndent, /*inline_start=*/true);
    } else {
      PrintScalar(value, indent + kIndent);
    }
  }

  void PrintString(const std::string& text, size_t indent) {
    std::optional<std::string> reread = RereadJsonString(text);
    WriteValueScalar(reread ? *reread : text, indent, &out_);
  }

  void PrintScalar(const json& value, size_t indent) {
    switch (value.type()) {
      case json::value_t::string:
        PrintString(value.get_ref<const std::string&>(), indent);
        break;
      case json::value_t::number_float:
        out_.Put(FormatYamlNumber(value.get<double>()));
        break;
      case json::value_t::object:
        out_.Put("{}");
        break;
      case json::value_t::array:
        out_.Put("[]");
        break;
      default:
        out_.Put(value.dump());
        break;
    }
  }

  YamlText out_;
};

}  // namespace

std::string PrintJsonAsYaml(const json& value) { return Printer().Print(value); }

}  // namespace pkgrepo::yaml
