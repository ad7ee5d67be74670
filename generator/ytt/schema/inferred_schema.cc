#include "ytt/schema/inferred_schema.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "go/quote.h"
#include "yaml/key_text.h"
#include "yaml/printer.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;
using yaml::Node;
using yaml::Value;

// An integer that takes 64 bits without a sign is one, too.
Value::Type TypeOf(const Value& value) { return value.is_uint() ? Value::Type::kInt : value.type(); }

// Whether code can have it, and a schema the type of it.
bool IsPlain(const Value& value) {
  return !value.is_node() && !value.is_null() && !(value.is_float() && !std::isfinite(value.as_float()));
}

// Of a list of scalars of one type.
bool IsTyped(const Node& list) {
  return !list.items.empty() && std::ranges::all_of(list.items, [&](const Item& item) {
    return IsPlain(item.value) && TypeOf(item.value) == TypeOf(list.items[0].value);
  });
}

// An element for the type of a list, as YAML has it.
std::string_view ZeroOf(Value::Type type) {
  switch (type) {
    case Value::Type::kBool:
      return "false";
    case Value::Type::kInt:
      return "0";
    case Value::Type::kFloat:
      return "0.0";
    default:
      return "\"\"";
  }
}

// Schemas tell 1.0 from 1, which are printed alike.
std::string WithFraction(std::string number) {
  const bool is_whole = number.find_first_not_of("-0123456789") == std::string::npos;
  return is_whole ? number + ".0" : number;
}

// A scalar that is not null, as the code of an annotation has it.
std::string Literal(const Value& value) {
  if (value.is_string()) return go::QuoteText(value.string());
  if (value.is_bool()) return value.as_bool() ? "True" : "False";
  std::string number;
  yaml::AppendJson(number, value);
  return value.is_float() ? WithFraction(number) : number;
}

class SchemaWriter {
 public:
  SchemaWriter(const ValueComments& comments, ListDefaults lists) : comments_(comments), lists_(lists) {}

  std::string Write(const Value& values) {
    text_ = "#@data/values-schema\n---\n";
    WriteItems(*values.node());
    return std::move(text_);
  }

 private:
  void WriteItems(const Node& map) {
    for (const Item& item : map.items) {
      path_.push_back(yaml::KeyText(item.key));
      if (const auto found = comments_.find(path_); found != comments_.end()) {
        WriteLine("#@schema/desc " + go::QuoteText(found->second));
      }
      WriteItem(item);
      path_.pop_back();
    }
  }

  void WriteItem(const Item& item) {
    const Value& value = item.value;
    if (!value.is_null() && !value.is_node()) return WriteYaml(item.key, value);
    if (value.is_map() && !value.node()->items.empty()) {
      WriteKey(item.key);
      return WriteItems(*value.node());
    }
    if (value.is_array() && IsTyped(*value.node())) return WriteTypedList(item);
    WriteLine("#@schema/type any=True");
    const bool is_emptied = value.is_array() && lists_ == ListDefaults::kEmpty;
    WriteYaml(item.key, is_emptied ? Value(yaml::MakeRef<Node>(Node::Kind::kArray)) : value);
  }

  // Of a list, a schema has one element for the type, and the default apart.
  void WriteTypedList(const Item& list) {
    if (lists_ == ListDefaults::kGiven) {
      std::vector<std::string> defaults;
      for (const Item& item : list.value.node()->items) defaults.push_back(Literal(item.value));
      WriteLine("#@schema/default [" + Join(defaults, ", ") + "]");
    }
    WriteKey(list.key);
    WriteLine("- " + std::string(ZeroOf(TypeOf(list.value.node()->items[0].value))));
  }

  static std::string Print(const Value& key, const Value& value) {
    const auto map = yaml::MakeRef<Node>(Node::Kind::kMap);
    map->items.emplace_back(key, value, yaml::Position());
    std::string text;
    yaml::AppendYaml(text, map);
    if (!value.is_float()) return text;
    const size_t number = text.rfind(' ') + 1;
    return text.substr(0, number) + WithFraction(text.substr(number, text.size() - number - 1)) + "\n";
  }

  // With nothing behind the colon.
  void WriteKey(const Value& key) {
    const std::string text = Print(key, Value());
    WriteLine(std::string_view(text).substr(0, text.rfind(':') + 1));
  }

  void WriteYaml(const Value& key, const Value& value) {
    const std::string text = Print(key, value);
    for (const std::string_view line : SplitLines(text)) WriteLine(line);
  }

  void WriteLine(std::string_view line) {
    if (!line.empty()) text_.append(2 * (path_.size() - 1), ' ').append(line);
    text_ += '\n';
  }

  const ValueComments& comments_;
  const ListDefaults lists_;
  std::vector<std::string> path_;
  std::string text_;
};

}  // namespace

std::string InferSchema(const Value& values, const ValueComments& comments, ListDefaults lists) {
  return SchemaWriter(comments, lists).Write(values);
}

}  // namespace pkgrepo::ytt
