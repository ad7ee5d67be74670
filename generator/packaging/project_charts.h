// The Helm charts that the project itself makes (add_helm_chart()), where a vendir.yml names one of them: it is taken from the
// build tree, not from the registry that it is for.
//
//   const ProjectCharts charts(tree, disk);
//   if (const std::optional<std::string> archive = charts.FindArchive(source)) …

#ifndef PKGREPO_PACKAGING_PROJECT_CHARTS_H_
#define PKGREPO_PACKAGING_PROJECT_CHARTS_H_

#include <map>
#include <optional>
#include <string>

#include "base/file_system.h"
#include "packaging/build_tree.h"
#include "vendir/config.h"

namespace pkgrepo::packaging {

class ProjectCharts {
 public:
  // `files` is kept and must outlive the object.
  ProjectCharts(BuildTree tree, FileSystem& files);

  // The archive of what `source` names: an oci:// repository, and the version. nullopt if it is none of the project's. Throws
  // Error if it is not built, or out of date.
  std::optional<std::string> FindArchive(const vendir::HelmChartSource& source) const;

 private:
  const BuildTree tree_;
  FileSystem& files_;
  // The names of the charts, by REPOSITORY:TAG.
  std::map<std::string, std::string> names_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PROJECT_CHARTS_H_
