// The files of a Helm chart, as Helm itself would load them from a folder: less what .helmignore names, links followed, and
// within the limits that Helm has.
//
//   ChartFiles files = ReadChartFolder("/src/chart", inputs);
//   files.at("templates/deployment.yaml")
//
// https://helm.sh/docs/topics/charts/, https://helm.sh/docs/chart_template_guide/helm_ignore_file/

#ifndef PKGREPO_ARTIFACT_CHART_SOURCE_H_
#define PKGREPO_ARTIFACT_CHART_SOURCE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

// Their bytes, by path relative to the chart.
using ChartFiles = std::map<std::string, std::string>;

inline constexpr const char* kChartFile = "Chart.yaml";
inline constexpr const char* kChartLock = "Chart.lock";
inline constexpr const char* kValuesFile = "values.yaml";
inline constexpr const char* kValuesSchema = "values.schema.json";
inline constexpr const char* kRequirements = "requirements.yaml";

// What Helm refuses to load.
inline constexpr size_t kMaxChartFile = size_t{5} << 20;
inline constexpr size_t kMaxChart = size_t{100} << 20;

// Notes all that is read. Throws Error naming the file for a link that leads out of the folder, what is no file, and what is
// larger than Helm takes.
ChartFiles ReadChartFolder(const std::string& folder, packaging::StepInputs& inputs);

// Throws Error naming `what` if a file is larger than Helm takes, or all of them are.
void RequireLoadableSize(const ChartFiles& files, const std::string& what);

// The patterns of a .helmignore. Unlike those of git, a pattern without a slash is of names anywhere, one with a slash of
// whole paths, `**` is not known, and `!` ignores all that does not match.
class HelmIgnore {
 public:
  // `file` is for messages. Throws Error with the line for a malformed pattern.
  HelmIgnore(const std::string& file, std::string_view text);

  bool Ignores(const std::string& path, bool is_folder) const;

 private:
  struct Rule {
    std::string pattern;
    bool is_negative = false;
    bool of_folders = false;
    bool of_path = false;
  };

  void Add(std::string_view line, const Position& position);

  std::vector<Rule> rules_;
};

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_SOURCE_H_
