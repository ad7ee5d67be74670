#include "packaging/config_node.h"

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

Position PositionOf(const std::string& file, const YAML::Mark& mark) {
  return {.file = file, .line = mark.is_null() ? 0 : mark.line + 1};
}

}  // namespace

std::vector<ConfigNode> ConfigNode::ParseAll(const std::string& file, const std::string& text) {
  const auto shared_file = std::make_shared<const std::string>(file);
  std::vector<ConfigNode> documents;
  try {
    for (const YAML::Node& document : YAML::LoadAll(text)) {
      if (!document.IsNull()) documents.push_back({shared_file, document});
    }
  } catch (const YAML::Exception& exception) {
    throw Error("not readable as YAML: " + exception.msg).At(PositionOf(file, exception.mark));
  }
  return documents;
}

ConfigNode ConfigNode::Parse(const std::string& file, const std::string& text) {
  const std::vector<ConfigNode> documents = ParseAll(file, text);
  if (documents.size() > 1) throw documents[1].Fault("more than one document");
  return documents.empty() ? ConfigNode(std::make_shared<const std::string>(file), YAML::Node()) : documents[0];
}

Position ConfigNode::position() const { return PositionOf(*file_, node_.Mark()); }

std::string ConfigNode::Text() const {
  if (!node_.IsScalar()) throw Fault("expected a text here");
  return node_.Scalar();
}

std::vector<ConfigNode> ConfigNode::Items() const {
  if (!node_.IsSequence()) throw Fault("expected a list here");
  std::vector<ConfigNode> items;
  for (const YAML::Node& item : node_) items.push_back({file_, item});
  return items;
}

std::vector<std::pair<std::string, ConfigNode>> ConfigNode::Fields() const {
  if (!node_.IsMap()) throw Fault("expected a map here");
  std::vector<std::pair<std::string, ConfigNode>> fields;
  std::set<std::string> seen;
  for (const auto& field : node_) {
    const ConfigNode key(file_, field.first);
    const std::string name = key.Text();
    if (!seen.insert(name).second) throw key.Fault("key '" + name + "' is given twice");
    fields.emplace_back(name, ConfigNode(file_, field.second));
  }
  return fields;
}

std::optional<ConfigNode> ConfigNode::Find(std::string_view key) const {
  if (!node_.IsMap()) throw Fault("expected a map here");
  for (const auto& field : node_) {
    if (field.first.IsScalar() && field.first.Scalar() == key && !field.second.IsNull()) {
      return ConfigNode(file_, field.second);
    }
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
  if (!node_.IsMap()) throw Fault("expected a map here");
  for (const auto& field : node_) {
    const ConfigNode key(file_, field.first);
    const std::string name = key.Text();
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    Error error = key.Fault("unknown key '" + name + "'");
    const std::optional<std::string> meant = ClosestMatch(name, keys);
    throw error.Hint(meant ? "did you mean '" + *meant + "'?" : "known keys: " + Join(keys, ", "));
  }
  Fields();
}

}  // namespace pkgrepo::packaging
