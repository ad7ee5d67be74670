// The Chart.yaml of a Helm chart: read strictly, written as `helm package` writes it.
//
//   ChartMetadata chart = ChartMetadata::Parse("chart/Chart.yaml", text);
//   chart.SetVersion("1.2.0");
//   files[kChartFile] = chart.ToYaml();
//
// Scalars count as they are written, so that an appVersion 1.10 stays 1.10.
//
// https://helm.sh/docs/topics/charts/#the-chartyaml-file

#ifndef PKGREPO_ARTIFACT_CHART_METADATA_H_
#define PKGREPO_ARTIFACT_CHART_METADATA_H_

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::artifact {

// Another chart that this one brings in its folder charts/.
struct ChartDependency {
  std::string name;
  // A version or a constraint; "" is any.
  std::string version;
  std::string repository;
  Position position = {};
};

class ChartMetadata {
 public:
  // Throws Error with the line for a key that Helm does not know, a value of another type than it takes, and for what it
  // refuses. `version` may be missing, for SetVersion() to say.
  static ChartMetadata Parse(const std::string& file, const std::string& text);
  // Of a chart that has no such file.
  static ChartMetadata Make(const std::string& file, const std::string& name);

  std::string name() const { return TextOf("name"); }
  std::string version() const { return TextOf("version"); }
  std::string app_version() const { return TextOf("appVersion"); }
  // Where a key stands; the file if it is not there.
  Position PositionOf(const std::string& key) const;
  // Whether charts are named in it; of old charts (apiVersion v1) they are in another file, which Helm reads as well.
  bool KnowsDependencies() const { return TextOf("apiVersion") != "v1"; }
  const std::vector<ChartDependency>& dependencies() const { return dependencies_; }

  // Throws Error if it is not a semantic version.
  void SetVersion(const std::string& version);
  void SetAppVersion(const std::string& version) { fields_["appVersion"] = version; }
  void SetDescription(const std::string& description) { fields_["description"] = description; }
  // Adds it, or gives the one that has its name what that lacks.
  void SetDependency(const ChartDependency& dependency);

  // Throws Error if there is no version.
  void RequireVersion() const;

  std::string ToYaml() const;
  // The configuration of the chart's manifest in a registry: keys in the order of Helm's own type.
  std::string ToJson() const;
  // Of its manifest, as https://helm.sh/docs/topics/registries/ says, less the time of the push.
  std::map<std::string, std::string> Annotations() const;
  // As the locks of charts have the dependencies in their digest.
  nlohmann::ordered_json DependenciesAsJson() const;
  // The same as a value of an index of charts.
  const nlohmann::json& fields() const { return fields_; }

 private:
  std::string TextOf(const char* key) const { return fields_.value(key, ""); }

  std::string file_;
  nlohmann::json fields_ = nlohmann::json::object();
  std::map<std::string, Position> positions_;
  std::vector<ChartDependency> dependencies_;
};

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_METADATA_H_
