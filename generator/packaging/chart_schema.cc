#include "packaging/chart_schema.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "go/number.h"
#include "go/quote.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// Aliases count each time: a few lines can be any number of parts.
constexpr int kMaxParts = 100'000;

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// As YAML 1.2 has integers, with underscores between digits.
bool IsInteger(const std::string& text) {
  try {
    go::ParseInt(ReplaceAll(text, "_", ""), 64);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool IsDecimal(std::string_view text) {
  const auto skip_sign = [](std::string_view& rest) {
    if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  };
  skip_sign(text);
  if (const size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
    std::string_view exponent = text.substr(e + 1);
    skip_sign(exponent);
    if (!IsDigits(exponent)) return false;
    text = text.substr(0, e);
  }
  const size_t point = text.find('.');
  if (point == std::string_view::npos) return IsDigits(text);
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(point + 1);
  return whole.empty() ? IsDigits(part) : IsDigits(whole) && (part.empty() || IsDigits(part));
}

bool IsSpecialFloat(std::string text) {
  if (text.starts_with('-') || text.starts_with('+')) text.erase(0, 1);
  return text == ".inf" || text == ".Inf" || text == ".INF" || text == ".nan" || text == ".NaN" || text == ".NAN";
}

// As Go prints it in JSON: without a point where there is nothing behind it.
json Number(double number) {
  constexpr double kExact = 9007199254740992;  // 2^53
  if (std::abs(number) < kExact && std::trunc(number) == number) return static_cast<int64_t>(number);
  return number;
}

// kctrl takes no other number for a default than one in decimal digits.
int64_t DecimalInteger(const std::string& text) {
  int64_t number = 0;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(begin, end, number);
  if (fault == std::errc() && stop == end) return number;
  throw Error("strconv.Atoi: parsing " + go::QuoteText(text) + ": " +
              (fault == std::errc::result_out_of_range ? "value out of range" : "invalid syntax"));
}

// The comments of a file as go-yaml gives them to the keys below.
class KeyComments {
 public:
  explicit KeyComments(std::string_view text) : lines_(SplitLines(text)) {}

  // That of a key in line `at`, from 0, as one text; its marks stand ahead of it and, one each, between its lines no more.
  std::string Above(const std::string& key, size_t at) const {
    if (at >= lines_.size() || !BeginsWith(lines_[at], key)) return "";
    std::vector<Block> blocks;
    const std::optional<size_t> previous = Collect(at, blocks);
    std::string comment;
    for (size_t i = 0; i < blocks.size(); ++i) {
      const bool is_of_key = previous ? !IsOfPrevious(blocks[i], *previous, at) : blocks[i].end == at;
      if (is_of_key) comment += (comment.empty() ? "" : "\n\n") + TextOf(blocks[i]);
    }
    return ReplaceAll(ReplaceAll(comment, "\n##", ""), "\n#", "");
  }

 private:
  // Lines of comments without any other in between; `end` is behind the last.
  struct Block {
    size_t begin;
    size_t end;
  };

  static bool IsComment(std::string_view line) { return Trim(line).starts_with('#'); }

  // The column in which the content begins, behind the dashes of a list.
  static size_t ColumnOf(std::string_view line) {
    size_t column = 0;
    while (column < line.size() && (line[column] == ' ' || line.substr(column).starts_with("- "))) ++column;
    return column;
  }

  // Whether the key is the first that stands there, and none of those in braces.
  static bool BeginsWith(std::string_view line, const std::string& key) {
    line = line.substr(ColumnOf(line));
    if (line.starts_with('"') || line.starts_with('\'')) line.remove_prefix(1);
    return line.starts_with(key);
  }

  // The comments between line `at` and what stands above it, whose line is returned; nullopt where that is nothing.
  std::optional<size_t> Collect(size_t at, std::vector<Block>& blocks) const {
    for (size_t i = at; i > 0; --i) {
      const std::string_view line = lines_[i - 1];
      const std::string_view content = Trim(line);
      if (IsComment(line)) {
        if (blocks.empty() || blocks.front().begin != i) blocks.insert(blocks.begin(), {i, i});
        blocks.front().begin = i - 1;
      } else if (content == "---") {
        return std::nullopt;
      } else if (!content.empty() && content != "-") {
        return i - 1;
      }
    }
    return std::nullopt;
  }

  // Whether a comment belongs to what stands above: it follows right behind and is apart from the key, or it is indented as
  // that is, and the key is not.
  bool IsOfPrevious(const Block& block, size_t previous, size_t at) const {
    const size_t column = ColumnOf(lines_[at]);
    const size_t above = ColumnOf(lines_[previous]);
    const bool is_apart = block.begin == previous + 1 && block.end != at && above >= column;
    return is_apart || (above > column && ColumnOf(lines_[block.begin]) > column);
  }

  std::string TextOf(const Block& block) const {
    std::string text;
    for (size_t i = block.begin; i < block.end; ++i) text += (i == block.begin ? "" : "\n") + std::string(Trim(lines_[i]));
    return text;
  }

  const std::vector<std::string_view> lines_;
};

class SchemaMaker {
 public:
  explicit SchemaMaker(const std::string& text) : text_(text), comments_(text) {}

  json Of(const ConfigNode& value) {
    if (--budget_ < 0) throw Error("the values have too many parts").At(value.position());
    if (value.IsMap()) return OfMap(value);
    if (value.IsList()) return OfList(value);
    return OfScalar(value);
  }

 private:
  json OfMap(const ConfigNode& map) {
    json properties = json::object();
    for (const auto& [key, value] : map.Fields()) {
      json schema = Of(value);
      const std::string description = DescriptionOf(key, map.PositionOf({key}).line);
      if (!description.empty()) schema["description"] = description;
      properties[key] = std::move(schema);
    }
    if (properties.empty()) return {{"type", "object"}, {"default", json::object()}};
    return {{"type", "object"}, {"properties", std::move(properties)}};
  }

  json OfList(const ConfigNode& list) {
    const std::vector<ConfigNode> items = list.Items();
    return {{"type", "array"}, {"default", json::array()}, {"items", items.empty() ? json::object() : Of(items[0])}};
  }

  json OfScalar(const ConfigNode& scalar) const {
    if (scalar.IsNull()) return OfNull(scalar);
    const std::string text = scalar.Text();
    const bool is_plain = text_.compare(scalar.offset(), text.size(), text) == 0;
    if (!is_plain || text.empty()) return {{"type", "string"}, {"default", text}};
    for (const char* truth : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
      if (text == truth) return {{"type", "boolean"}, {"default", go::ParseBool(text)}};
    }
    if (IsInteger(text)) return {{"type", "integer"}, {"default", DecimalInteger(text)}};
    if (IsDecimal(ReplaceAll(text, "_", "")) || IsSpecialFloat(text)) {
      return {{"type", "number"}, {"format", "float"}, {"default", Number(go::ParseFloat(text))}};
    }
    return {{"type", "string"}, {"default", text}};
  }

  // What is written counts: `null` is a type by itself, `~` and nothing at all are text.
  json OfNull(const ConfigNode& null) const {
    const std::string_view rest = std::string_view(text_).substr(std::min(null.offset(), text_.size()));
    for (const char* word : {"null", "Null", "NULL", "~"}) {
      if (rest.starts_with(word)) {
        return {{"type", std::string_view(word) == "null" ? "null" : "string"}, {"default", word}};
      }
    }
    return {{"type", "string"}, {"default", ""}};
  }

  // Of the comment above the key; less the key, if it begins with that.
  std::string DescriptionOf(const std::string& key, int line) const {
    const std::string comment = comments_.Above(key, static_cast<size_t>(std::max(line, 1)) - 1);
    for (const std::string& head : {"# " + key, std::string("# --"), std::string("##"), std::string("#")}) {
      if (comment.starts_with(head)) return std::string(Trim(comment.substr(head.size())));
    }
    return "";
  }

  const std::string& text_;
  const KeyComments comments_;
  int budget_ = kMaxParts;
};

}  // namespace

json ChartValuesSchema(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (root.IsNull()) return nullptr;
  if (!root.IsMap()) {
    throw Error("values file must resolve to a map (was " + std::string(root.IsList() ? "2" : "8") + ")");  // yaml.v3's kinds
  }
  return SchemaMaker(text).Of(root);
}

}  // namespace pkgrepo::packaging
