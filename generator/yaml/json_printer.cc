#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "go/float_text.h"
#include "go/json_text.h"
#include "yaml/printer.h"

namespace pkgrepo::yaml {
namespace {

void AppendFloat(std::string& out, double value) {
  if (std::isnan(value) || std::isinf(value)) {
    const std::string name = std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    throw Error("json: unsupported value: " + name);
  }
  out += go::FormatJsonFloat(value);
}

// JSON has neither infinity nor NaN.
bool IsRepresentable(const Value& value) {
  if (value.is_float()) return std::isfinite(value.as_float());
  if (!value.is_node()) return true;
  const std::vector<Item>& items = value.node()->items;
  return std::all_of(items.begin(), items.end(),
                     [](const Item& item) { return IsRepresentable(item.value); });
}

class JsonWriter {
 public:
  JsonWriter(std::string& out, int indent) : out_(out), indent_(indent) {}

  void Append(const Value& value, int level) {
    switch (value.type()) {
      case Value::Type::kNull:
        out_ += "null";
        break;
      case Value::Type::kBool:
        out_ += value.as_bool() ? "true" : "false";
        break;
      case Value::Type::kInt:
        out_ += std::to_string(value.as_int());
        break;
      case Value::Type::kUint:
        out_ += std::to_string(value.as_uint());
        break;
      case Value::Type::kFloat:
        AppendFloat(out_, value.as_float());
        break;
      case Value::Type::kString:
        go::AppendJsonString(out_, value.string());
        break;
      case Value::Type::kNode:
        AppendItems(*value.node(), level);
        break;
    }
  }

 private:
  void AppendItems(const Node& node, int level) {
    const bool is_map = node.is_map();
    out_ += is_map ? '{' : '[';
    bool first = true;
    for (const Item* item : Sorted(node)) {
      if (!first) out_ += ',';
      first = false;
      NewLine(level + 1);
      if (is_map) {
        go::AppendJsonString(out_, item->key.string());
        out_ += indent_ > 0 ? ": " : ":";
      }
      Append(item->value, level + 1);
    }
    if (!first) NewLine(level);
    out_ += is_map ? '}' : ']';
  }

  static std::vector<const Item*> Sorted(const Node& node) {
    std::vector<const Item*> items;
    for (const Item& item : node.items) {
      if (node.is_map() && !item.key.is_string()) throw Error("Expected key to be string");
      items.push_back(&item);
    }
    if (node.is_map()) {
      std::stable_sort(items.begin(), items.end(),
                       [](const Item* a, const Item* b) { return a->key.string() < b->key.string(); });
    }
    return items;
  }

  void NewLine(int level) {
    if (indent_ <= 0) return;
    out_ += '\n';
    out_.append(static_cast<size_t>(level * indent_), ' ');
  }

  std::string& out_;
  int indent_;
};

}  // namespace

void AppendJson(std::string& out, const Value& value, int indent) {
  JsonWriter(out, indent).Append(value, 0);
}

std::string PrintJson(const Node& documents) {
  std::string out;
  for (const Item& document : documents.items) {
    if (IsPrinted(document) && IsRepresentable(document.value)) AppendJson(out, document.value);
  }
  return out;
}

}  // namespace pkgrepo::yaml
