#include "references/yaml_fields.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/strings.h"

namespace pkgrepo::references {
namespace {

bool IsKeyCharacter(char c) {
  return IsAlphanumeric(static_cast<unsigned char>(c)) ||
         std::string_view("_-./").find(c) != std::string_view::npos;
}

// "KEY: VALUE" at the beginning of `text`, which is at `offset`; without a key if it is none.
YamlField ReadField(std::string_view text, size_t offset) {
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  const size_t begin = is_quoted ? 1 : 0;
  size_t end = begin;
  while (end < text.size() && IsKeyCharacter(text[end])) ++end;
  const size_t colon = end + begin;
  const bool is_closed = !is_quoted || text.substr(end).starts_with(text[0]);
  const bool is_field = end > begin && is_closed && colon < text.size() && text[colon] == ':' &&
                        (colon + 1 == text.size() || text[colon + 1] == ' ' || text[colon + 1] == '\t');
  if (!is_field) return {};
  YamlField field{
      .key = std::string(text.substr(begin, end - begin)), .value = "", .offset = offset + colon + 1};
  std::string_view value = text.substr(colon + 1);
  const size_t blanks = std::min(value.find_first_not_of(" \t"), value.size());
  value.remove_prefix(blanks);
  field.offset += blanks;
  if (value.starts_with('"') || value.starts_with('\'')) {
    field.value = value.substr(1, value.find(value[0], 1) - 1);
    ++field.offset;
  } else {
    field.value = Trim(value.substr(0, value.starts_with('#') ? 0 : value.find(" #")));
  }
  return field;
}

}  // namespace

YamlFields::Line YamlFields::ReadLine(std::string_view text, size_t begin) {
  Line line{.begin = begin};
  line.indent = std::min(text.find_first_not_of(" \t"), text.size());
  line.key_indent = line.indent;
  line.is_empty = line.indent == text.size() || text[line.indent] == '#';
  if (text.substr(line.indent).starts_with("- ")) {
    line.begins_item = true;
    line.key_indent = std::min(text.find_first_not_of(" \t", line.indent + 1), text.size());
  }
  line.field = ReadField(text.substr(line.key_indent), begin + line.key_indent);
  return line;
}

YamlFields::YamlFields(std::string_view text) {
  size_t begin = 0;
  for (std::string_view line : SplitLines(text)) {
    lines_.push_back(ReadLine(line, begin));
    begin += line.size() + 1;
  }
}

std::vector<YamlField> YamlFields::Around(size_t offset) const {
  std::vector<YamlField> fields;
  const auto next = std::ranges::upper_bound(lines_, offset, {}, &Line::begin);
  if (next == lines_.begin() || std::prev(next)->field.key.empty()) return fields;
  const auto middle = std::prev(next);
  const size_t indent = middle->key_indent;
  for (auto line = middle; !line->begins_item && line != lines_.begin();) {
    --line;
    if (line->is_empty || line->key_indent > indent) continue;
    if (!IsField(*line, indent)) break;
    fields.push_back(line->field);
  }
  std::ranges::reverse(fields);
  fields.push_back(middle->field);
  for (auto line = next; line != lines_.end(); ++line) {
    if (line->is_empty || line->indent > indent) continue;
    if (line->begins_item || !IsField(*line, indent)) break;
    fields.push_back(line->field);
  }
  return fields;
}

std::vector<YamlField> YamlFields::Named(std::string_view key) const {
  std::vector<YamlField> fields;
  for (const Line& line : lines_) {
    if (line.field.key == key) fields.push_back(line.field);
  }
  return fields;
}

const YamlField* FindField(const std::vector<YamlField>& fields, const std::vector<std::string_view>& keys) {
  for (std::string_view key : keys) {
    const auto found = std::ranges::find(fields, key, &YamlField::key);
    if (found != fields.end()) return &*found;
  }
  return nullptr;
}

}  // namespace pkgrepo::references
