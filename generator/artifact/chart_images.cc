#include "artifact/chart_images.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;
using packaging::ConfigNode;

// The scalars to set, and to what.
using Edits = std::vector<std::pair<std::vector<std::string>, std::string>>;

std::string Reference(const packaging::BundleRecord& image) {
  return image.repository + ":" + image.tag + "@" + image.manifest.digest.ToString();
}

std::vector<std::string> KeysOf(const std::string& place) {
  std::vector<std::string> keys;
  for (std::string_view key : Split(place, '.')) keys.emplace_back(key);
  return keys;
}

// Those of `map`, which lies at `keys`.
Edits EditsOfMap(const ConfigNode& map, const std::vector<std::string>& keys, const packaging::BundleRecord& image) {
  Edits edits;
  const auto add = [&](const char* key, const std::string& value) {
    std::vector<std::string> path = keys;
    path.emplace_back(key);
    edits.emplace_back(std::move(path), value);
  };
  const bool has_registry = map.Find("registry").has_value();
  const bool has_digest = map.Find("digest").has_value();
  const size_t slash = image.repository.find('/');
  if (has_registry) add("registry", image.repository.substr(0, slash));
  map.Require("repository");
  add("repository", has_registry ? image.repository.substr(slash + 1) : image.repository);
  const std::string digest = image.manifest.digest.ToString();
  if (map.Find("tag")) add("tag", has_digest ? image.tag : image.tag + "@" + digest);
  if (has_digest) add("digest", digest);
  if (map.Find("tag") || has_digest) return edits;
  throw map.Fault("there is neither a tag nor a digest beside 'repository' here").Hint("write tag: \"\", for the build to set it");
}

ConfigNode Follow(ConfigNode node, const std::vector<std::string>& keys, const std::string& place) {
  for (const std::string& key : keys) {
    const std::optional<ConfigNode> next = node.IsMap() ? node.Find(key) : std::nullopt;
    if (!next) {
      throw node.Fault("the values have no '" + place + "': '" + key + "' is missing here")
          .Hint("write " + key + ": \"\", for the build to set it");
    }
    node = *next;
  }
  return node;
}

json ValuesWith(json values, const Edits& edits) {
  for (const auto& [keys, value] : edits) {
    json* at = &values;
    for (const std::string& key : keys) at = &(*at)[key];
    *at = value;
  }
  return values;
}

bool IsPartOfReference(char c) { return IsAlphanumeric(c) || c == '.' || c == '_' || c == '-' || c == '/' || c == ':'; }

}  // namespace

std::string SetImage(const std::string& file, const std::string& text, const std::string& place,
                     const packaging::BundleRecord& image) {
  const std::vector<std::string> keys = KeysOf(place);
  const ConfigNode root = ConfigNode::Parse(file, text);
  const ConfigNode node = Follow(root, keys, place);
  const Edits edits = node.IsMap() ? EditsOfMap(node, keys, image) : Edits{{keys, Reference(image)}};
  std::string changed = text;
  for (const auto& [path, value] : edits) {
    const ConfigNode scalar = Follow(ConfigNode::Parse(file, changed), path, place);
    if (!scalar.IsScalar()) throw scalar.Fault("expected a text, or a map with 'repository' and 'tag', for an image");
    const size_t begin = scalar.offset();
    changed.replace(begin, packaging::EndOfScalar(changed, begin) - begin, "\"" + value + "\"");
  }
  // What is written in an unusual way may have been hit in the wrong place.
  json now;
  try {
    now = yaml::ParseYamlAsJson(changed, file);
  } catch (const Error&) {
    now = nullptr;
  }
  if (now == ValuesWith(yaml::ParseYamlAsJson(text, file), edits)) return changed;
  throw node.Fault("the image cannot be set in what is written here").Hint("write it in quotes, in a line of its own");
}

int PinImage(ChartFiles& files, const packaging::BundleRecord& image) {
  const std::string named = image.repository + ":" + image.tag;
  int count = 0;
  for (auto& [path, content] : files) {
    if (!path.starts_with("templates/") && !path.starts_with("crds/") && path != kValuesFile) continue;
    for (size_t at = content.find(named); at != std::string::npos; at = content.find(named, at + 1)) {
      const size_t end = at + named.size();
      const bool is_whole = (at == 0 || !IsPartOfReference(content[at - 1])) &&
                            (end == content.size() || (!IsPartOfReference(content[end]) && content[end] != '@'));
      if (!is_whole) continue;
      content.insert(end, "@" + image.manifest.digest.ToString());
      ++count;
    }
  }
  return count;
}

}  // namespace pkgrepo::artifact
