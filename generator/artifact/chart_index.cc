#include "artifact/chart_index.h"

#include <algorithm>
#include <utility>

#include "base/json_member.h"
#include "go/semver.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;
using packaging::ConfigNode;

constexpr const char* kTime = "1970-01-01T00:00:00Z";

// Of what is no version, nothing is newer than it.
bool IsNewer(const json& a, const json& b) {
  try {
    return go::SemanticVersion::ParseTag(StringMember(a, "version")) >
           go::SemanticVersion::ParseTag(StringMember(b, "version"));
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

ChartIndex ChartIndex::Parse(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("the file has nothing in it").At({.file = file});
  root.AllowKeys({"apiVersion", "entries", "generated", "serverInfo", "publicKeys", "annotations"});
  if (root.Require("apiVersion").Text() != "v1") throw root.Require("apiVersion").Fault("expected v1");
  const json parsed = yaml::ParseYamlAsJson(text, file);
  ChartIndex index;
  const std::optional<ConfigNode> entries = root.Find("entries");
  if (!entries) return index;
  for (const auto& [name, versions] : entries->Fields()) {
    if (versions.IsNull()) continue;
    size_t number = 0;
    for (const ConfigNode& version : versions.Items()) {
      for (const char* key : {"name", "version", "digest"}) version.Require(key).Text();
      if (version.Require("name").Text() != name) throw version.Fault("this is no version of '" + name + "'");
      index.entries_[name].push_back(
          {.value = parsed["entries"][name][number++], .position = version.position()});
    }
  }
  return index;
}

void ChartIndex::Add(const IndexedChart& chart) {
  json value = chart.fields;
  value["created"] = kTime;
  value["digest"] = chart.archive.hex();
  value["urls"] = {chart.url};
  std::vector<Entry>& versions = entries_[StringMember(value, "name")];
  for (const Entry& entry : versions) {
    if (StringMember(entry.value, "version") != StringMember(value, "version")) continue;
    std::string digest = StringMember(entry.value, "digest");
    if (digest.starts_with("sha256:")) digest.erase(0, 7);
    if (digest == chart.archive.hex()) return;
    throw Error("version " + StringMember(value, "version") + " of chart '" + StringMember(value, "name") +
                "' was published as another archive, " + digest)
        .At(entry.position)
        .Hint("give the chart a new VERSION");
  }
  versions.push_back({.value = std::move(value), .position = {}});
}

std::string ChartIndex::ToYaml() const {
  json entries = json::object();
  for (const auto& [name, versions] : entries_) {
    std::vector<Entry> sorted = versions;
    std::ranges::stable_sort(sorted, [](const Entry& a, const Entry& b) { return IsNewer(a.value, b.value); });
    for (const Entry& entry : sorted) entries[name].push_back(entry.value);
  }
  return yaml::PrintJsonAsYaml({{"apiVersion", "v1"}, {"entries", entries}, {"generated", kTime}});
}

}  // namespace pkgrepo::artifact
