#include "yaml/printer.h"

#include "yaml/key_text.h"
#include "yaml/scalar.h"
#include "yaml/scalar_style.h"

namespace pkgrepo::yaml {
namespace {

constexpr int kBlockIndent = 2;

bool IsEmpty(const Value& value) { return !value.is_node() || value.node()->items.empty(); }

void AppendScalar(std::string& out, const Value& value, int indent, ScalarPlace place) {
  switch (value.type()) {
    case Value::Type::kNull:
      out += "null";
      break;
    case Value::Type::kBool:
      out += value.as_bool() ? "true" : "false";
      break;
    case Value::Type::kInt:
      out += std::to_string(value.as_int());
      break;
    case Value::Type::kUint:
      out += std::to_string(value.as_uint());
      break;
    case Value::Type::kFloat:
      out += FormatFloat(value.as_float());
      break;
    case Value::Type::kString:
      AppendScalarText(out, value.string(), indent, place);
      break;
    case Value::Type::kNode:
      out += value.is_map() ? "{}" : "[]";
      break;
  }
}

void NewLine(std::string& out, int indent) {
  out += '\n';
  out.append(static_cast<size_t>(indent), ' ');
}

void AppendBlock(std::string& out, const Value& value, int indent);

// The items of a map, whose first line is begun already.
void AppendMap(std::string& out, const Node& map, int indent) {
  bool first = true;
  for (const Item& item : map.items) {
    if (!first) NewLine(out, indent);
    first = false;
    const bool explicit_key =
        !IsEmpty(item.key) || (item.key.is_string() && NeedsExplicitKey(item.key.string()));
    if (explicit_key) {
      out += "? ";
      AppendBlock(out, PrintedKey(item.key), indent + kBlockIndent);
      NewLine(out, indent);
      out += ": ";
      AppendBlock(out, item.value, indent + kBlockIndent);
      continue;
    }
    AppendScalar(out, item.key, indent, ScalarPlace::kSimpleKey);
    out += ':';
    if (IsEmpty(item.value)) {
      out += ' ';
      AppendScalar(out, item.value, indent + kBlockIndent, ScalarPlace::kValue);
    } else {
      // An array's dashes stand below the first letter of its key.
      const int inner = item.value.is_map() ? indent + kBlockIndent : indent;
      NewLine(out, inner);
      AppendBlock(out, item.value, inner);
    }
  }
}

void AppendArray(std::string& out, const Node& array, int indent) {
  bool first = true;
  for (const Item& item : array.items) {
    if (!first) NewLine(out, indent);
    first = false;
    out += "- ";
    AppendBlock(out, item.value, indent + kBlockIndent);
  }
}

// Any value; its first line is begun already, and the lines of a collection stand at `indent`.
void AppendBlock(std::string& out, const Value& value, int indent) {
  if (IsEmpty(value)) {
    AppendScalar(out, value, indent, ScalarPlace::kValue);
  } else if (value.is_map()) {
    AppendMap(out, *value.node(), indent);
  } else {
    AppendArray(out, *value.node(), indent);
  }
}

}  // namespace

void AppendYaml(std::string& out, const Value& value) {
  if (IsEmpty(value)) {
    AppendScalar(out, value, kBlockIndent, ScalarPlace::kValue);
  } else {
    AppendBlock(out, value, 0);
  }
  out += '\n';
}

namespace {

// About the length of what is printed: documents are mostly as long as the texts that they came from.
size_t ExpectedLength(const Node& documents) {
  size_t length = 0;
  const Source* last = nullptr;
  for (const Item& document : documents.items) {
    const Source* source = document.position.source.get();
    if (source != nullptr && source != last) length += source->text().size();
    last = source;
  }
  return length + length / 4;
}

}  // namespace

std::string PrintYaml(const Node& documents) {
  std::string out;
  out.reserve(ExpectedLength(documents));
  for (const Item& document : documents.items) {
    if (!IsPrinted(document)) continue;
    if (!out.empty()) out += "---\n";
    AppendYaml(out, document.value);
  }
  return out;
}

bool IsPrinted(const Item& document) {
  if (document.value.is_null()) return false;
  return !document.value.is_node() || !document.value.node()->items.empty() ||
         document.value.node()->is_computed();
}

}  // namespace pkgrepo::yaml
