#include "artifact/chart_dependencies.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/digest.h"
#include "base/file_system.h"
#include "go/chart_version.h"
#include "go/json_text.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"
#include "oci/tar_reader.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kSubcharts = "charts/";
// As old as everything that the build makes.
constexpr const char* kLockTime = "1970-01-01T00:00:00Z";

ChartDependency ReadIdentity(const std::string& file, const std::string& text) {
  const packaging::ConfigNode root = packaging::ConfigNode::Parse(file, text);
  return {.name = root.Require("name").Text(), .version = root.Require("version").Text()};
}

// Chart.yaml of an archive as `helm package` makes it: in its only folder.
ChartDependency ReadArchive(const std::string& path, const std::string& bytes) {
  return WithContext("charts/: ", [&] {
    const net::StringBody body(bytes);
    oci::LayerStream stream(body);
    oci::TarReader reader([&](char* buffer, size_t room) { return stream.Read(buffer, room); });
    while (const std::optional<oci::TarMember> member = reader.Next()) {
      const std::string name = CleanPath(member->name);
      if (std::count(name.begin(), name.end(), '/') != 1 || BaseName(name) != kChartFile) continue;
      if (member->size > static_cast<int64_t>(kMaxChartFile)) break;
      std::string content;
      reader.ReadContent([&](std::string_view piece) { content += piece; });
      return ReadIdentity(path + "/" + name, content);
    }
    throw Error("the archive is no chart: it has no Chart.yaml in a folder").At({.file = path});
  });
}

// "redis/" of "charts/redis/templates/a.yaml", "redis-1.0.0.tgz" of "charts/redis-1.0.0.tgz"; what begins with '_' or '.' Helm
// passes over.
std::optional<std::string_view> SubchartOf(std::string_view path) {
  if (!path.starts_with(kSubcharts)) return std::nullopt;
  path.remove_prefix(kSubcharts.size());
  if (path.starts_with('_') || path.starts_with('.')) return std::nullopt;
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return path.ends_with(".tgz") ? std::optional(path) : std::nullopt;
  return path.substr(0, slash + 1);
}

const ChartDependency* Find(const std::vector<ChartDependency>& subcharts, const std::string& name) {
  const auto found = std::ranges::find(subcharts, name, &ChartDependency::name);
  return found == subcharts.end() ? nullptr : &*found;
}

std::string LockDigest(const ChartMetadata& metadata, const ordered_json& locked) {
  return Digest::Of(go::PrintJson(ordered_json{metadata.DependenciesAsJson(), locked})).ToString();
}

ordered_json Locked(const std::string& name, const std::string& version, const std::string& repository) {
  return {{"name", name}, {"version", version}, {"repository", repository}};
}

}  // namespace

std::vector<ChartDependency> FindSubcharts(const ChartFiles& files) {
  std::vector<ChartDependency> subcharts;
  std::string_view last;
  for (const auto& [path, content] : files) {
    const std::optional<std::string_view> subchart = SubchartOf(path);
    if (!subchart || *subchart == last) continue;
    last = *subchart;
    const std::string place = std::string(kSubcharts) + std::string(*subchart);
    if (!place.ends_with('/')) {
      subcharts.push_back(ReadArchive(place, content));
    } else if (const auto chart = files.find(place + kChartFile); chart != files.end()) {
      subcharts.push_back(ReadIdentity(chart->first, chart->second));
    } else {
      throw Error("the folder is no chart: it has no Chart.yaml").At({.file = place});
    }
  }
  return subcharts;
}

void RequireSubcharts(const ChartMetadata& metadata, const std::vector<ChartDependency>& subcharts) {
  for (const ChartDependency& dependency : metadata.dependencies()) {
    const ChartDependency* subchart = Find(subcharts, dependency.name);
    if (subchart == nullptr) {
      throw Error("dependency '" + dependency.name + "' is not in charts/")
          .At(dependency.position)
          .Hint("run helm dependency update, vendor it, or name a chart of the project with DEPENDENCIES");
    }
    if (!go::ChartVersionFits(dependency.version, subchart->version)) {
      throw Error("dependency '" + dependency.name + "' is to be " + dependency.version + ", but charts/ has " +
                  subchart->version)
          .At(dependency.position);
    }
  }
}

std::string MakeChartLock(const ChartMetadata& metadata, const std::vector<ChartDependency>& subcharts) {
  ordered_json locked = ordered_json::array();
  for (const ChartDependency& dependency : metadata.dependencies()) {
    locked.push_back(
        Locked(dependency.name, Find(subcharts, dependency.name)->version, dependency.repository));
  }
  return yaml::PrintJsonAsYaml({{"dependencies", json(locked)},
                                {"digest", LockDigest(metadata, locked)},
                                {"generated", kLockTime}});
}

void CheckChartLock(const std::string& file, const std::string& text, const ChartMetadata& metadata) {
  const packaging::ConfigNode root = packaging::ConfigNode::Parse(file, text);
  ordered_json locked = ordered_json::array();
  if (const auto list = root.Find("dependencies")) {
    for (const packaging::ConfigNode& item : list->Items()) {
      locked.push_back(Locked(item.Require("name").Text(), item.TextOr("version", ""), item.TextOr("repository", "")));
    }
  }
  const packaging::ConfigNode digest = root.Require("digest");
  if (digest.Text() == LockDigest(metadata, locked)) return;
  throw digest.Fault("the lock is not of the dependencies that Chart.yaml names")
      .Hint("run helm dependency update, or remove the lock: the build makes one");
}

}  // namespace pkgrepo::artifact
