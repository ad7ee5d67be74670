#include "packaging/project_charts.h"

#include <string_view>
#include <utility>

#include "packaging/image_reference.h"
#include "packaging/input_record.h"
#include "packaging/records.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kOci = "oci://";

}  // namespace

ProjectCharts::ProjectCharts(BuildTree tree, FileSystem& files) : tree_(std::move(tree)), files_(files) {
  if (!files.IsFile(tree_.ChartList())) return;
  for (const DeclaredFile& chart : ParseDeclaredFiles(files.ReadFile(tree_.ChartList()))) {
    names_[CanonicalImage(chart.file)] = chart.name;
  }
}

std::optional<std::string> ProjectCharts::FindArchive(const vendir::HelmChartSource& source) const {
  if (!source.repository || !source.repository->url.starts_with(kOci)) return std::nullopt;
  const std::string repository = source.repository->url.substr(kOci.size()) + "/" + source.name;
  const auto found = names_.find(CanonicalImage(repository + ":" + TagOfVersion(source.version)));
  if (found == names_.end()) return std::nullopt;
  const std::string record = tree_.ChartRecordOf(found->second);
  RequireFresh({record}, files_);
  return JoinPath(tree_.Chart(found->second), ChartRecord::Parse(record, files_.ReadFile(record)).ArchiveName());
}

}  // namespace pkgrepo::packaging
