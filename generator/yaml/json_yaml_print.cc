#include <optional>

#include "go/float_text.h"
#include "go/stable_sort.h"
#include "go/yaml_key_order.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_reread.h"
#include "yaml/scalar_style.h"

namespace pkgrepo::yaml {
namespace {

using nlohmann::json;

constexpr int kIndent = 2;
constexpr size_t kWidth = 80;

// Empty maps and lists are printed as {} and [], like scalars.
bool IsScalar(const json& value) { return !value.is_structured() || value.empty(); }

// Prints values in block style. The first line of each is begun by what contains it.
class Printer {
 public:
  std::string Print(const json& value) && {
    IsScalar(value) ? PrintScalar(value, kIndent) : PrintBlock(value, 0);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void NewLine(int indent) {
    out_ += '\n';
    out_.append(static_cast<size_t>(indent), ' ');
  }

  void PrintBlock(const json& value, int indent) {
    if (IsScalar(value)) {
      PrintScalar(value, indent);
    } else if (value.is_object()) {
      PrintMap(value, indent);
    } else {
      PrintList(value, indent);
    }
  }

  void PrintMap(const json& map, int indent) {
    std::vector<std::pair<std::string_view, const json*>> entries;
    entries.reserve(map.size());
    for (const auto& [key, value] : map.items()) entries.emplace_back(key, &value);
    go::StableSort(entries,
                   [](const auto& a, const auto& b) { return go::NaturalKeyLess(a.first, b.first); });
    bool first = true;
    for (const auto& [key, value] : entries) {
      if (!first) NewLine(indent);
      first = false;
      PrintEntry(key, *value, indent);
    }
  }

  void PrintEntry(std::string_view key, const json& value, int indent) {
    std::optional<std::string> reread = RereadJsonString(key);
    if (reread) key = *reread;
    if (NeedsExplicitKey(key)) {
      out_ += "? ";
      AppendScalarText(out_, key, indent + kIndent, ScalarPlace::kValue, kWidth);
      NewLine(indent);
      out_ += ": ";
      PrintBlock(value, indent + kIndent);
      return;
    }
    AppendScalarText(out_, key, indent, ScalarPlace::kSimpleKey);
    out_ += ':';
    if (IsScalar(value)) {
      out_ += ' ';
      PrintScalar(value, indent + kIndent);
      return;
    }
    // A list's dashes stand below the first letter of its key.
    int inner = value.is_object() ? indent + kIndent : indent;
    NewLine(inner);
    PrintBlock(value, inner);
  }

  void PrintList(const json& list, int indent) {
    bool first = true;
    for (const json& item : list) {
      if (!first) NewLine(indent);
      first = false;
      out_ += "- ";
      PrintBlock(item, indent + kIndent);
    }
  }

  void PrintScalar(const json& value, int indent) {
    switch (value.type()) {
      case json::value_t::string:
        PrintString(value.get_ref<const std::string&>(), indent);
        break;
      case json::value_t::number_float:
      case json::value_t::number_integer:
      case json::value_t::number_unsigned:
        out_ += go::FormatYamlNumber(value.get<double>());
        break;
      case json::value_t::object:
        out_ += "{}";
        break;
      case json::value_t::array:
        out_ += "[]";
        break;
      default:
        out_ += value.dump();
        break;
    }
  }

  void PrintString(const std::string& text, int indent) {
    std::optional<std::string> reread = RereadJsonString(text);
    AppendScalarText(out_, reread ? *reread : text, indent, ScalarPlace::kValue, kWidth);
  }

  std::string out_;
};

}  // namespace

std::string PrintJsonAsYaml(const json& value) { return Printer().Print(value); }

}  // namespace pkgrepo::yaml
