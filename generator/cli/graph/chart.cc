// pkgrepo chart: a Helm chart of the project, as an archive and in the embedded registry.

#include <memory>
#include <set>

#include "artifact/chart_build.h"
#include "artifact/chart_source.h"
#include "artifact/chart_specification.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "oci/layout.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"

namespace pkgrepo::cli {
namespace {

struct ChartOptions {
  std::string specification;
  std::string tree;
  std::string layout;
  std::string output;
  std::string depfile;
};

artifact::ChartParts ReadParts(const artifact::ChartSpecification& specification, const packaging::BuildTree& tree,
                               packaging::StepInputs& inputs) {
  artifact::ChartParts parts;
  for (const auto& image : specification.images) {
    const std::string path = tree.ImageRecordOf(image.name);
    parts.images.push_back(packaging::ImageRecord::Parse(path, inputs.Read(path)).image);
  }
  for (const auto& dependency : specification.dependencies) {
    const std::string path = tree.ChartRecordOf(dependency.name);
    parts.charts.push_back(packaging::ChartRecord::Parse(path, inputs.Read(path)));
  }
  return parts;
}

// The archive beside the record, and no other of an earlier version.
void WriteArchive(const packaging::ChartRecord& record, const ChartOptions& options, const oci::Layout& layout,
                  packaging::StepInputs& inputs) {
  const std::string folder(DirName(options.output));
  for (const std::string& name : inputs.disk().ListDirectory(folder)) {
    if (name.ends_with(".tgz") && name != record.ArchiveName()) inputs.disk().RemoveAll(JoinPath(folder, name));
  }
  const std::string path = JoinPath(folder, record.ArchiveName());
  inputs.disk().WriteFileIfChanged(path, layout.ReadBlob(record.archive, static_cast<int64_t>(artifact::kMaxChart)));
  inputs.AddProduct(path);
}

// Of the images of the chart and of the charts in it.
std::vector<std::string> NamesOfImages(const artifact::ChartSpecification& specification,
                                       const artifact::ChartParts& parts) {
  std::set<std::string> names;
  for (const auto& image : specification.images) names.insert(image.name);
  for (const packaging::ChartRecord& chart : parts.charts) names.insert(chart.images.begin(), chart.images.end());
  return {names.begin(), names.end()};
}

int Run(const ChartOptions& options) {
  RequireFlag(options.specification, "specification");
  RequireFlag(options.tree, "tree");
  RequireFlag(options.layout, "layout");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const auto specification =
      artifact::ChartSpecification::Parse(options.specification, inputs.Read(options.specification));
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const artifact::ChartParts parts = ReadParts(specification, packaging::BuildTree(options.tree), inputs);
  const artifact::BuiltChart chart = BuildChart(specification, parts, inputs, layout);
  const packaging::ChartRecord record{.chart = {.repository = specification.repository,
                                                .tag = packaging::TagOfVersion(chart.version),
                                                .manifest = chart.manifest},
                                      .name = specification.name,
                                      .version = chart.version,
                                      .archive = chart.archive.digest,
                                      .images = NamesOfImages(specification, parts)};
  layout.SetName(record.chart.Target().ToString(), chart.manifest);
  layout.WriteIndex();
  inputs.AddProduct(layout.BlobPath(chart.manifest.digest));
  WriteArchive(record, options, layout, inputs);
  disk.WriteFileIfChanged(options.output, record.ToJson());
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeChartCommand() {
  auto options = std::make_shared<ChartOptions>();
  Command command{
      .name = "chart",
      .summary = "Package a Helm chart of the project",
      .description =
          "Writes the chart that a specification asks for, one that CMake has made of add_helm_chart(), to an image "
          "layout, its archive beside the output, and its digest to a file. It needs neither Helm nor a network.",
      .examples = "  pkgrepo chart --specification build/carvel/charts/hello/specification --tree build/carvel \\\n"
                  "    --layout build/registry --output build/carvel/charts/hello/chart.json"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0, "Read what the chart is to be in `FILE` (required)");
  flags.String(&options->tree, "tree", 0,
               "Read the images and charts that it is made of in `FOLDER` of the build tree (required)");
  flags.String(&options->layout, "layout", 0, "Write to the image layout in `FOLDER` (required)");
  flags.String(&options->output, "output", 0, "Write the digest to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
