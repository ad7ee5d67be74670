#include "artifact/chart_values.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "jsonschema/schema.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;

json Parse(const NamedContent& content) {
  json values = yaml::ParseYamlAsJson(content.text, content.file);
  if (values.is_null()) return json::object();
  if (!values.is_object()) throw Error("the values of a chart are a map").At({.file = content.file, .line = 1});
  return values;
}

// As Helm does: maps become one, and null takes a default away.
void Merge(json& values, const json& over) {
  for (const auto& [key, value] : over.items()) {
    if (value.is_null()) {
      values.erase(key);
    } else if (value.is_object() && values.contains(key) && values[key].is_object()) {
      Merge(values[key], value);
    } else {
      values[key] = value;
    }
  }
}

// The last of the files that has the value, or the map that it is missing in.
Position PlaceOf(std::vector<std::string> keys, const std::vector<const NamedContent*>& files) {
  for (;; keys.pop_back()) {
    json::json_pointer path;
    for (const std::string& key : keys) path.push_back(key);
    for (auto content = files.rbegin(); content != files.rend(); ++content) {
      if (keys.empty() && std::next(content) != files.rend()) continue;
      if (!Parse(**content).contains(path)) continue;
      return packaging::ConfigNode::Parse((*content)->file, (*content)->text).PositionOf(keys);
    }
    if (keys.empty()) return {.file = files[0]->file};
  }
}

}  // namespace

void CheckChartValues(const NamedContent& values, const NamedContent& schema, const std::vector<NamedContent>& further) {
  json merged = Parse(values);
  std::vector<const NamedContent*> files = {&values};
  for (const NamedContent& content : further) {
    Merge(merged, Parse(content));
    files.push_back(&content);
  }
  const std::vector<jsonschema::JsonSchema::Finding> findings = jsonschema::JsonSchema::Parse(schema.file, schema.text).Check(merged);
  if (findings.empty()) return;
  Error error(findings[0].path() + ": " + findings[0].message);
  error.At(PlaceOf(findings[0].keys, files)).Note("against " + schema.file);
  for (size_t i = 1; i < findings.size(); ++i) error.Note("also " + findings[i].path() + ": " + findings[i].message);
  throw error;
}

}  // namespace pkgrepo::artifact
