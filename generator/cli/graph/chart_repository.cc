// pkgrepo chart-repository: a folder that a web server offers to Helm.

#include <memory>
#include <set>

#include "artifact/chart_build.h"
#include "artifact/chart_index.h"
#include "artifact/chart_source.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "oci/layout.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::cli {
namespace {

struct ChartRepositoryOptions {
  std::string tree;
  std::string layout;
  std::string url;
  std::string index;
  std::vector<std::string> charts;
  std::string output;
  std::string depfile;
};

std::string UrlOf(const std::string& base, const std::string& archive) {
  if (base.empty()) return archive;
  return base + (base.ends_with('/') ? "" : "/") + archive;
}

artifact::ChartIndex ReadIndex(const ChartRepositoryOptions& options, packaging::StepInputs& inputs) {
  return options.index.empty() ? artifact::ChartIndex()
                               : artifact::ChartIndex::Parse(options.index, inputs.Read(options.index));
}

int Run(const ChartRepositoryOptions& options) {
  RequireFlag(options.tree, "tree");
  RequireFlag(options.layout, "layout");
  RequireFlag(options.output, "output");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const oci::Layout layout = oci::Layout::Open(options.layout);
  const packaging::BuildTree tree(options.tree);
  const std::string folder(DirName(options.output));
  artifact::ChartIndex index = ReadIndex(options, inputs);
  std::set<std::string> archives;
  for (const std::string& name : options.charts) {
    const std::string path = tree.ChartRecordOf(name);
    const packaging::ChartRecord chart = packaging::ChartRecord::Parse(path, inputs.Read(path));
    const std::string archive = chart.ArchiveName();
    const oci::Manifest manifest = oci::Manifest::Parse(layout.ReadBlob(chart.chart.manifest.digest));
    index.Add({.fields = nlohmann::json::parse(layout.ReadBlob(manifest.config.digest)),
               .archive = chart.archive,
               .url = UrlOf(options.url, archive)});
    archives.insert(archive);
    const std::string copy = JoinPath(folder, archive);
    disk.WriteFileIfChanged(copy, layout.ReadBlob(chart.archive, static_cast<int64_t>(artifact::kMaxChart)));
    inputs.AddProduct(copy);
  }
  for (const std::string& name : disk.ListDirectory(folder)) {
    if (name.ends_with(".tgz") && !archives.contains(name)) disk.RemoveAll(JoinPath(folder, name));
  }
  disk.WriteFileIfChanged(options.output, index.ToYaml());
  inputs.WriteDepfile(options.depfile, options.output);
  return 0;
}

}  // namespace

Command MakeChartRepositoryCommand() {
  auto options = std::make_shared<ChartRepositoryOptions>();
  Command command{
      .name = "chart-repository",
      .summary = "Write the index of a repository of Helm charts",
      .description = "Writes index.yaml, which `helm repo add` reads, and beside it the archives of charts of the project, for "
                     "a web server. Versions of an earlier index stay in it; one that was published as another archive is "
                     "refused.",
      .examples = "  pkgrepo chart-repository --tree build/carvel --layout build/registry --chart hello \\\n"
                  "    --url https://charts.example.com --output build/site/index.yaml"};
  FlagSet& flags = command.flags;
  flags.String(&options->tree, "tree", 0, "Read the records of the charts in `FOLDER` of the build tree (required)");
  flags.String(&options->layout, "layout", 0, "Read the charts from the image layout in `FOLDER` (required)");
  flags.Strings(&options->charts, "chart", 0, "Add the chart `NAME` (may be given several times)");
  flags.String(&options->url, "url", 0, "The archives will be at `URL` (default: beside the index)");
  flags.String(&options->index, "index", 0, "Keep what is in `FILE`, the index of earlier versions");
  flags.String(&options->output, "output", 0, "Write the index to `FILE` (required)");
  DeclareDepfile(&options->depfile, flags);
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
