#include "packaging/config_node.h"

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/utf8.h"

namespace pkgrepo::packaging {
namespace {

void RequireUtf8(const std::string& file, std::string_view text) {
  if (IsValidUtf8(text)) return;
  int number = 0;
  for (std::string_view line : SplitLines(text)) {
    ++number;
    if (!IsValidUtf8(line)) throw Error("this line is not UTF-8").At({.file = file, .line = number}).Hint("save the file as UTF-8");
  }
}

}  // namespace

std::vector<ConfigNode> ConfigNode::ParseAll(const std::string& file, const std::string& text) {
  for (const std::string_view mark : {"\xFE\xFF", "\xFF\xFE"}) {
    if (!text.starts_with(mark)) continue;
    throw Error("the file is UTF-16").At({.file = file, .line = 1}).Hint("save the file as UTF-8");
  }
  const std::string content(WithoutByteOrderMark(text));
  RequireUtf8(file, content);
  const auto parsed = std::make_shared<ConfigDocuments>(
      ConfigDocuments{.file = file, .bytes_before = text.size() - content.size()});
  ReadConfigDocuments(content, *parsed);
  std::vector<ConfigNode> documents;
  for (const ConfigValue* root : parsed->roots) documents.push_back({parsed, root});
  return documents;
}

ConfigNode ConfigNode::Parse(const std::string& file, const std::string& text) {
  const std::vector<ConfigNode> documents = ParseAll(file, text);
  if (documents.size() > 1) throw documents[1].Fault("more than one document");
  if (!documents.empty()) return documents[0];
  static const ConfigValue kNothing;
  return {std::make_shared<const ConfigDocuments>(ConfigDocuments{.file = file}), &kNothing};
}

Position ConfigNode::position() const { return {.file = documents_->file, .line = value_->line}; }

Position ConfigNode::PositionOf(const std::vector<std::string>& path) const {
  Position found = position();
  ConfigNode node = *this;
  for (const std::string& step : path) {
    std::optional<std::pair<ConfigNode, ConfigNode>> next;  // what marks the place, and the value
    if (node.IsList()) {
      for (size_t i = 0; i < node.value_->children.size(); ++i) {
        const ConfigNode item = At(node.value_->children[i]);
        if (std::to_string(i) == step) next.emplace(item, item);
      }
    } else if (node.IsMap()) {
      for (size_t i = 0; i < node.size(); ++i) {
        if (node.Key(i).IsScalar() && node.Key(i).Text() == step) next.emplace(node.Key(i), node.Value(i));
      }
    }
    if (!next) break;
    found = next->first.position();
    node = next->second;
  }
  return found;
}

Error ConfigNode::Fault(std::string message) const {
  Error error(std::move(message));
  error.At(position());
  if (documents_->bytes_before > 0) error.Note(std::string(kByteOrderMarkNote));
  return error;
}

std::string ConfigNode::Text() const {
  if (!IsScalar()) throw Fault("expected a string here");
  return value_->text;
}

std::vector<ConfigNode> ConfigNode::Items() const {
  if (!IsList()) throw Fault("expected a list here");
  std::vector<ConfigNode> items;
  for (const ConfigValue* item : value_->children) items.push_back(At(item));
  return items;
}

std::vector<std::pair<std::string, ConfigNode>> ConfigNode::Fields() const {
  if (!IsMap()) throw Fault("expected a map here");
  std::vector<std::pair<std::string, ConfigNode>> fields;
  std::set<std::string> seen;
  for (size_t i = 0; i < size(); ++i) {
    const std::string name = Key(i).Text();
    if (!seen.insert(name).second) throw Key(i).Fault("key '" + name + "' is given twice");
    fields.emplace_back(name, Value(i));
  }
  return fields;
}

std::optional<ConfigNode> ConfigNode::Find(std::string_view key) const {
  if (!IsMap()) throw Fault("expected a map here");
  for (size_t i = 0; i < size(); ++i) {
    const ConfigValue& name = *value_->children[2 * i];
    if (name.kind == ConfigValue::Kind::kScalar && name.text == key && !Value(i).IsNull()) return Value(i);
  }
  return std::nullopt;
}

ConfigNode ConfigNode::Require(std::string_view key) const {
  std::optional<ConfigNode> found = Find(key);
  if (!found) throw Fault("'" + std::string(key) + "' is missing here");
  return *found;
}

std::string ConfigNode::TextOr(std::string_view key, std::string otherwise) const {
  const std::optional<ConfigNode> found = Find(key);
  return found ? found->Text() : otherwise;
}

void ConfigNode::AllowKeys(const std::vector<std::string>& keys) const {
  if (!IsMap()) throw Fault("expected a map here");
  for (size_t i = 0; i < size(); ++i) {
    const std::string name = Key(i).Text();
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    Error error = Key(i).Fault("unknown key '" + name + "'");
    const std::optional<std::string> meant = ClosestMatch(name, keys);
    throw error.Hint(meant ? "did you mean '" + *meant + "'?" : "known keys: " + Join(keys, ", "));
  }
  Fields();
}

size_t EndOfScalar(std::string_view text, size_t begin) {
  const char quote = text[begin];
  if (quote != '"' && quote != '\'') return std::min(text.find_first_of(" \t\r\n,}]", begin), text.size());
  for (size_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote && quote == '\'' && text.substr(at + 1).starts_with(quote)) {
      ++at;
    } else if (text[at] == quote) {
      return at + 1;
    }
  }
  return text.size();
}

}  // namespace pkgrepo::packaging
