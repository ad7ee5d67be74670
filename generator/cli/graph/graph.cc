// pkgrepo graph: what refers to what in all that projects publish.

#include <memory>
#include <ostream>
#include <set>

#include "base/error.h"
#include "base/process.h"
#include "cli/graph/commands.h"
#include "packaging/cmake_cache.h"
#include "references/project_graph.h"

namespace pkgrepo::cli {
namespace {

struct GraphOptions {
  std::string format = "mermaid";
  std::vector<std::string> nodes;
};

// By graphviz, which is not a part of this program.
std::string DrawSvg(const std::string& dot) {
  const ProcessRequest request{
      .arguments = {"dot", "-Tsvg"}, .directory = "", .input = dot, .environment = {}};
  ProcessResult result;
  try {
    result = RealProcessRunner().Run(request);
  } catch (Error& error) {
    throw error.Hint("--format svg needs the program `dot` of Graphviz: install it, or use --format dot");
  }
  if (result.status != 0) throw Error("`dot` of Graphviz failed").Note(result.error_output);
  return result.output;
}

int Run(const GraphOptions& options, const Invocation& invocation) {
  RealFileSystem disk;
  std::vector<std::string> builds = invocation.arguments;
  if (builds.empty()) builds = {packaging::DefaultBuild(disk)};
  std::vector<references::Project> projects;
  std::set<std::string> names;
  for (const std::string& build : builds) {
    projects.push_back(references::ReadProject(build, disk));
    if (!names.insert(projects.back().name).second) {
      throw Error("two of the projects are called '" + projects.back().name + "'")
          .At({.file = build})
          .Hint("name each build folder once");
    }
  }
  references::Graph graph = references::MakeGraph(projects);
  if (!options.nodes.empty()) graph = references::PartOf(graph, options.nodes);
  const std::string& format = options.format;
  if (format == "mermaid") {
    invocation.out << references::ToMermaid(graph);
  } else if (format == "dot") {
    invocation.out << references::ToDot(graph);
  } else if (format == "json") {
    invocation.out << references::ToJson(graph);
  } else if (format == "svg") {
    invocation.out << DrawSvg(references::ToDot(graph));
  } else {
    throw UsageError("--format is one of mermaid, dot, json and svg, not '" + format + "'");
  }
  return 0;
}

}  // namespace

Command MakeGraphCommand() {
  auto options = std::make_shared<GraphOptions>();
  Command command{
      .name = "graph",
      .summary = "Draw what refers to what in all that projects publish",
      .description =
          "Prints sources, derived files, images, charts, bundles, packages, stages, repositories, installs, "
          "and the scripts, hooks "
          "and instructions that add_references() of the CMake module declares, with what each refers to: "
          "solid lines for what it "
          "is made of, dotted ones for what it needs when it runs, each with the version that is referred "
          "to, and where that is "
          "written. Of several build folders, what one project makes and another names is the same node.\n\n"
          "What is not built has no digest, and packages that are not built refer to nothing.",
      .usage = "[BUILD_FOLDER ...] [flags]",
      .examples =
          "  pkgrepo graph build > graph.mmd\n"
          "  pkgrepo graph build --of app-image\n"
          "  pkgrepo graph build ../other/build --format svg > graph.svg",
      .takes_arguments = true};
  command.flags.String(&options->format, "format", 0,
                       "Print as `FORMAT`: mermaid, dot, json, or svg, which needs Graphviz");
  command.flags.StringArray(&options->nodes, "of", 0,
                            "Print `NAME` alone, such as an image or app@1.0.0, with all that it refers to "
                            "and all that refers to it; "
                            "may be repeated");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
