#include "artifact/chart_metadata.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "go/chart_version.h"
#include "go/json_text.h"
#include "go/semver.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using packaging::ConfigNode;

enum class Form { kText, kBoolean, kTexts, kTextMap, kMaintainers, kDependencies, kImports };

struct Field {
  const char* key;
  Form form;
};

// In the order of Helm's types.
constexpr std::array kFields = {Field{"name", Form::kText},
                                Field{"home", Form::kText},
                                Field{"sources", Form::kTexts},
                                Field{"version", Form::kText},
                                Field{"description", Form::kText},
                                Field{"keywords", Form::kTexts},
                                Field{"maintainers", Form::kMaintainers},
                                Field{"icon", Form::kText},
                                Field{"apiVersion", Form::kText},
                                Field{"condition", Form::kText},
                                Field{"tags", Form::kText},
                                Field{"appVersion", Form::kText},
                                Field{"deprecated", Form::kBoolean},
                                Field{"annotations", Form::kTextMap},
                                Field{"kubeVersion", Form::kText},
                                Field{"dependencies", Form::kDependencies},
                                Field{"type", Form::kText}};
constexpr std::array kMaintainerFields = {Field{"name", Form::kText}, Field{"email", Form::kText},
                                          Field{"url", Form::kText}};
constexpr std::array kDependencyFields = {Field{"name", Form::kText},
                                          Field{"version", Form::kText},
                                          Field{"repository", Form::kText},
                                          Field{"condition", Form::kText},
                                          Field{"tags", Form::kTexts},
                                          Field{"enabled", Form::kBoolean},
                                          Field{"import-values", Form::kImports},
                                          Field{"alias", Form::kText}};
// Of the time of Helm 2, which Helm 3 passes over in charts of that time.
constexpr std::array kOldFields = {"engine", "tillerVersion"};

bool IsName(std::string_view name, std::string_view also) {
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    return IsAlphanumeric(c) || also.find(c) != std::string_view::npos;
  });
}

template <size_t N>
json ReadFields(const ConfigNode& map, const std::array<Field, N>& fields,
                const std::vector<std::string>& ignored = {});

bool ReadBoolean(const ConfigNode& node) {
  const std::string text = node.Text();
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  throw node.Fault("expected true or false, not '" + text + "'");
}

json ReadList(const ConfigNode& list, json (*read)(const ConfigNode&)) {
  json items = json::array();
  for (const ConfigNode& item : list.Items()) items.push_back(read(item));
  return items;
}

json ReadText(const ConfigNode& node) { return node.Text(); }

json ReadTextMap(const ConfigNode& map) {
  json fields = json::object();
  for (const auto& [key, value] : map.Fields()) fields[key] = value.IsNull() ? "" : value.Text();
  return fields;
}

json ReadMaintainer(const ConfigNode& map) {
  json maintainer = ReadFields(map, kMaintainerFields);
  if (!maintainer.contains("name")) throw map.Fault("a maintainer needs a name");
  return maintainer;
}

// The name of a value of the dependency, or a map of two.
json ReadImport(const ConfigNode& node) {
  if (node.IsScalar()) return node.Text();
  node.AllowKeys({"child", "parent"});
  return {{"child", node.Require("child").Text()}, {"parent", node.Require("parent").Text()}};
}

json ReadDependency(const ConfigNode& map) {
  json dependency = ReadFields(map, kDependencyFields);
  map.Require("name");
  const std::optional<ConfigNode> version = map.Find("version");
  try {
    if (version) go::ChartVersionFits(version->Text(), "0.0.0");
  } catch (Error& error) {
    throw error.At(version->position());
  }
  const std::optional<ConfigNode> alias = map.Find("alias");
  if (alias && !IsName(alias->Text(), "_-")) {
    throw alias->Fault("'" + alias->Text() + "' is not a valid alias: use letters, digits, '_' and '-'");
  }
  return dependency;
}

json ReadField(const ConfigNode& node, Form form) {
  switch (form) {
    case Form::kText:
      return node.Text();
    case Form::kBoolean:
      return ReadBoolean(node);
    case Form::kTexts:
      return ReadList(node, ReadText);
    case Form::kTextMap:
      return ReadTextMap(node);
    case Form::kMaintainers:
      return ReadList(node, ReadMaintainer);
    case Form::kDependencies:
      return ReadList(node, ReadDependency);
    case Form::kImports:
      return ReadList(node, ReadImport);
  }
  return nullptr;
}

template <size_t N>
json ReadFields(const ConfigNode& map, const std::array<Field, N>& fields,
                const std::vector<std::string>& ignored) {
  std::vector<std::string> keys = ignored;
  for (const Field& field : fields) keys.emplace_back(field.key);
  map.AllowKeys(keys);
  json result = json::object();
  for (const Field& field : fields) {
    const std::optional<ConfigNode> value = map.Find(field.key);
    if (value) result[field.key] = ReadField(*value, field.form);
  }
  return result;
}

// What Go leaves out.
bool IsEmpty(const json& value) {
  return value.is_null() || value == false || value == "" || (value.is_structured() && value.empty());
}

// As Go prints a struct with such fields.
template <size_t N>
ordered_json InOrder(const json& map, const std::array<Field, N>& fields) {
  ordered_json result = ordered_json::object();
  for (const Field& field : fields) {
    const auto value = map.find(field.key);
    if (value == map.end() || IsEmpty(*value)) continue;
    if (field.form == Form::kMaintainers) {
      for (const json& item : *value) result[field.key].push_back(InOrder(item, kMaintainerFields));
    } else if (field.form != Form::kDependencies) {
      result[field.key] = ordered_json(*value);
    }
  }
  return result;
}

// Whose repository is there even if it is empty.
ordered_json DependencyInOrder(const json& dependency) {
  ordered_json result = ordered_json::object();
  const ordered_json others = InOrder(dependency, kDependencyFields);
  for (const Field& field : kDependencyFields) {
    if (others.contains(field.key)) {
      result[field.key] = others[field.key];
    } else if (std::string_view(field.key) == "repository") {
      result[field.key] = "";
    }
  }
  return result;
}

void RequireConstraint(const ConfigNode& root, const char* key) {
  const std::optional<ConfigNode> node = root.Find(key);
  try {
    if (node) go::ChartVersionFits(node->Text(), "0.0.0");
  } catch (Error& error) {
    throw error.At(node->position());
  }
}

void RequireOneOf(const ConfigNode& node, const std::set<std::string>& values) {
  if (values.contains(node.Text())) return;
  throw node.Fault("expected one of " + Join({values.begin(), values.end()}, ", ") + ", not '" + node.Text() + "'");
}

// Two of one name would have one place in the values.
void RequireOwnNames(const std::vector<ConfigNode>& dependencies) {
  std::set<std::string> names;
  for (const ConfigNode& dependency : dependencies) {
    const std::string name = dependency.TextOr("alias", dependency.Require("name").Text());
    if (names.insert(name).second) continue;
    throw dependency.Fault("there are two dependencies called '" + name + "'").Hint("give one of them an alias");
  }
}

}  // namespace

ChartMetadata ChartMetadata::Parse(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("the file has nothing in it").At({.file = file});
  const bool is_old = root.TextOr("apiVersion", "") == "v1";
  ChartMetadata chart;
  chart.file_ = file;
  chart.fields_ = ReadFields(root, kFields, is_old ? std::vector<std::string>(kOldFields.begin(), kOldFields.end())
                                                   : std::vector<std::string>());
  for (const auto& [key, value] : root.Fields()) chart.positions_[key] = value.position();
  RequireOneOf(root.Require("apiVersion"), {"v1", "v2"});
  const ConfigNode name = root.Require("name");
  if (!IsName(name.Text(), "._-")) {
    throw name.Fault("'" + name.Text() + "' is not a valid name: use letters, digits, '.', '_' and '-'");
  }
  if (const auto type = root.Find("type")) RequireOneOf(*type, {"application", "library"});
  RequireConstraint(root, "kubeVersion");
  if (root.Find("version")) {
    try {
      chart.SetVersion(chart.version());
    } catch (Error& error) {
      throw error.At(root.Require("version").position());
    }
  }
  if (const auto list = root.Find("dependencies")) {
    if (is_old) {
      throw list->Fault("charts of apiVersion v1 have their dependencies in requirements.yaml")
          .Hint("say apiVersion: v2");
    }
    RequireOwnNames(list->Items());
    for (const ConfigNode& item : list->Items()) {
      chart.dependencies_.push_back({.name = item.Require("name").Text(),
                                     .version = item.TextOr("version", ""),
                                     .repository = item.TextOr("repository", ""),
                                     .position = item.position()});
    }
  }
  return chart;
}

ChartMetadata ChartMetadata::Make(const std::string& file, const std::string& name) {
  ChartMetadata chart;
  chart.file_ = file;
  chart.fields_ = {{"apiVersion", "v2"}, {"name", name}, {"type", "application"}};
  return chart;
}

Position ChartMetadata::PositionOf(const std::string& key) const {
  const auto found = positions_.find(key);
  return found == positions_.end() ? Position{.file = file_} : found->second;
}

void ChartMetadata::SetVersion(const std::string& version) {
  try {
    go::SemanticVersion::ParseTag(version);
  } catch (const Error& error) {
    throw Error("'" + version + "' is not a version that Helm takes: " + error.message())
        .Hint("use one such as 1.2.3 or 1.2.3-alpha.1");
  }
  fields_["version"] = version;
}

void ChartMetadata::SetDependency(const ChartDependency& dependency) {
  json& list = fields_["dependencies"];
  const auto same = std::ranges::find(dependencies_, dependency.name, &ChartDependency::name);
  if (same == dependencies_.end()) {
    dependencies_.push_back(dependency);
    list.push_back({{"name", dependency.name},
                    {"version", dependency.version},
                    {"repository", dependency.repository}});
    return;
  }
  json& entry = list[static_cast<size_t>(same - dependencies_.begin())];
  const auto complete = [&](std::string& present, const char* key, const std::string& value) {
    if (present.empty()) entry[key] = present = value;
  };
  complete(same->version, "version", dependency.version);
  complete(same->repository, "repository", dependency.repository);
}

void ChartMetadata::RequireVersion() const {
  if (version().empty()) throw Error("the chart has no version").At({.file = file_}).Hint("give VERSION");
}

std::string ChartMetadata::ToYaml() const {
  json fields = json::object();
  const ordered_json ordered = InOrder(fields_, kFields);
  for (const auto& [key, value] : ordered.items()) fields[key] = value;
  if (!dependencies_.empty()) fields["dependencies"] = json(DependenciesAsJson());
  return yaml::PrintJsonAsYaml(fields);
}

std::string ChartMetadata::ToJson() const {
  ordered_json result = ordered_json::object();
  const ordered_json others = InOrder(fields_, kFields);
  for (const Field& field : kFields) {
    if (others.contains(field.key)) result[field.key] = others[field.key];
    if (field.form == Form::kDependencies && !dependencies_.empty()) result[field.key] = DependenciesAsJson();
  }
  return go::PrintJson(result);
}

ordered_json ChartMetadata::DependenciesAsJson() const {
  ordered_json list = ordered_json::array();
  if (const json* dependencies = FindMember(fields_, "dependencies")) {
    for (const json& dependency : *dependencies) list.push_back(DependencyInOrder(dependency));
  }
  return list;
}

std::map<std::string, std::string> ChartMetadata::Annotations() const {
  const std::string prefix = "org.opencontainers.image.";
  std::map<std::string, std::string> annotations;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) annotations[prefix + name] = value;
  };
  add("description", TextOf("description"));
  add("url", TextOf("home"));
  if (fields_.contains("sources") && !fields_["sources"].empty()) add("source", fields_["sources"][0]);
  std::vector<std::string> authors;
  if (const json* maintainers = FindMember(fields_, "maintainers")) {
    for (const json& maintainer : *maintainers) {
      const std::string email = StringMember(maintainer, "email");
      authors.push_back(StringMember(maintainer, "name") + (email.empty() ? "" : " (" + email + ")"));
    }
  }
  add("authors", Join(authors, ", "));
  if (const json* own = FindMember(fields_, "annotations")) {
    for (const auto& [name, value] : own->items()) annotations[name] = value;
  }
  // What identifies the chart is not the chart's to change.
  add("title", name());
  add("version", version());
  return annotations;
}

}  // namespace pkgrepo::artifact
