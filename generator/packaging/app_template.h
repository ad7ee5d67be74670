// How a Package becomes manifests: what its App fetches, and the steps that turn this into a stream of resources.
//
//   AppTemplate app = AppTemplate::Parse("1.0.0/package.yaml", text);
//   for (const TemplateStep& step : app.steps) if (const YttStep* ytt = std::get_if<YttStep>(&step.action)) …
//
// Everything that kapp-controller would do is either supported or refused with file and line; nothing is ignored.
// https://carvel.dev/kapp-controller/docs/latest/app-spec/

#ifndef PKGREPO_PACKAGING_APP_TEMPLATE_H_
#define PKGREPO_PACKAGING_APP_TEMPLATE_H_

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

// The path that stands for the output of the previous step.
inline constexpr const char* kStreamPath = "-";

// Where a step finds values besides those of the user: files of the bundle. Those that only a cluster has (Secrets,
// ConfigMaps, the downward API) are reported, and not used.
struct TemplateValues {
  std::vector<std::string> paths;
  std::vector<Position> of_cluster;
};

// ytt, called with these paths, or with the stream, or else the whole of what was fetched. (`strict` has no effect in
// kapp-controller.)
struct YttStep {
  bool ignore_unknown_comments = false;
  std::vector<std::string> paths;
  std::map<std::string, std::string> inline_files;
  std::vector<std::string> file_marks;
  TemplateValues values;
};

// kbld, called with these paths, or with the stream.
struct KbldStep {
  std::vector<std::string> paths;
};

// `helm template` of the chart at `path`.
struct HelmStep {
  std::string name;
  std::string name_space;
  std::string path;
  // What the Package says of the cluster; where it leaves that to the cluster, helm's own defaults hold.
  std::string kubernetes_version;
  std::vector<std::string> api_versions;
  TemplateValues values;
};

struct TemplateStep {
  Position position;
  std::variant<YttStep, KbldStep, HelmStep> action;
};

// The bundle, or files that the Package itself contains.
struct FetchStep {
  bool is_bundle = false;
  std::map<std::string, std::string> inline_files;
  // Where it is placed; "" is the folder that the steps work in, if it is the only one.
  std::string folder;
};

struct AppTemplate {
  std::string file;
  std::vector<FetchStep> fetch;
  std::vector<TemplateStep> steps;

  // Throws Error with file and line for a Package whose steps are not supported without a cluster: what it fetches from
  // elsewhere, sops, cue, and kinds that are not known.
  static AppTemplate Parse(const std::string& file, const std::string& text);

  // nullptr without such a step.
  const TemplateStep* kbld() const;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_APP_TEMPLATE_H_
