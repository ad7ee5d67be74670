#include "cli/ytt/explain_values.h"

#include <algorithm>
#include <string>
#include <vector>

#include "yaml/printer.h"

namespace pkgrepo::cli {
namespace {

struct Line {
  std::string value;
  std::string source;
};

// A flag is named in brackets by its positions, and its text tells more than its line number.
std::string DescribeSource(const yaml::Position& position) {
  if (!position.known() || !position.source) return "computed";
  const std::string& name = position.source->name();
  if (name.starts_with("(data-value-file arg)")) return name;  // has the path; the text is the file's
  if (name.starts_with("(data-value")) return name + " " + std::string(position.LineText());
  return position.ToString();
}

std::string FormatKey(const yaml::Value& key) {
  if (key.is_string()) return std::string(key.string());
  std::string out;
  yaml::AppendJson(out, key);
  return out;
}

void Collect(const yaml::Item& item, const std::string& path, yaml::Position position,
             std::vector<Line>& lines) {
  // Values within one flag have no source of their own, and those that code passed to a library have no line.
  if (item.position.source && !(item.position.known() && item.position.source->name().empty())) {
    position = item.position;
  }
  if (!item.value.is_node() || item.value.node()->items.empty()) {
    std::string text;
    yaml::AppendJson(text, item.value);
    lines.push_back({path + ": " + text, DescribeSource(position)});
    return;
  }
  const yaml::Node& node = *item.value.node();
  for (size_t i = 0; i < node.items.size(); ++i) {
    const yaml::Item& child = node.items[i];
    const std::string step =
        node.is_map() ? (path.empty() ? "" : ".") + FormatKey(child.key) : "[" + std::to_string(i) + "]";
    Collect(child, path + step, position, lines);
  }
}

}  // namespace

std::string ExplainValues(const ytt::LibraryRef& library, const yaml::Item& document) {
  std::vector<Line> lines;
  if (document.value.is_node()) Collect(document, "", document.position, lines);
  size_t width = 0;
  for (const Line& line : lines) width = std::max(width, line.value.size());
  std::string text = library.empty() ? "" : ytt::FormatLibraryRef(library) + ":\n";
  for (const Line& line : lines) {
    if (!library.empty()) text += "  ";
    text += line.value + std::string(width - line.value.size() + 2, ' ') + line.source + "\n";
  }
  return text;
}

}  // namespace pkgrepo::cli
