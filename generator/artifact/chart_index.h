// The index.yaml of a repository of Helm charts: which versions there are, and where their archives lie.
//
//   ChartIndex index = ChartIndex::Parse("site/index.yaml", text);
//   index.Add({.fields = metadata.fields(), .digest = archive, .url = "https://charts.example.com/hello-1.0.0.tgz"});
//   files.WriteFile("index.yaml", index.ToYaml());
//
// https://helm.sh/docs/topics/chart_repository/#the-index-file

#ifndef PKGREPO_ARTIFACT_CHART_INDEX_H_
#define PKGREPO_ARTIFACT_CHART_INDEX_H_

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/error.h"

namespace pkgrepo::artifact {

struct IndexedChart {
  // As Chart.yaml has them.
  nlohmann::json fields;
  Digest archive;
  std::string url;
};

class ChartIndex {
 public:
  // Throws Error with the line for what is no index of charts.
  static ChartIndex Parse(const std::string& file, const std::string& text);

  // A version that is there stays as it is, with the time of its first release. Throws Error if it is there with another
  // archive: what was published under a version never changes.
  void Add(const IndexedChart& chart);

  // Versions from the newest to the oldest. What was added is as old as everything that the build makes.
  std::string ToYaml() const;

 private:
  struct Entry {
    nlohmann::json value;
    Position position;
  };

  std::map<std::string, std::vector<Entry>> entries_;
};

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_INDEX_H_
