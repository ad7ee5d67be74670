// pkgrepo summary: what of a build has failed, and why; or what it has made, as a table.

#include <algorithm>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"
#include "cache/cache_use.h"
#include "cli/graph/columns.h"
#include "cli/graph/commands.h"
#include "packaging/build_summary.h"
#include "packaging/cmake_cache.h"
#include "packaging/resource_size.h"

namespace pkgrepo::cli {
namespace {

using packaging::BuildSummary;

constexpr const char* kNotBuilt = "not built";
constexpr size_t kLineWidth = 100;

struct SummaryOptions {
  bool all = false;
};

std::string BundleText(const BuildSummary::Package& package) {
  switch (package.bundle) {
    case BuildSummary::Package::Bundle::kBuilt:
      return package.digest;
    case BuildSummary::Package::Bundle::kForeign:
      return "not of this project";
    case BuildSummary::Package::Bundle::kNotBuilt:
      break;
  }
  return kNotBuilt;
}

void PrintBuilt(const BuildSummary& summary, std::ostream& out) {
  std::vector<Row> rows = {{"PACKAGE", "BUNDLE", "STAGES"}};
  for (const BuildSummary::Artifact& image : summary.images) {
    rows.push_back({"image " + image.name, image.digest.empty() ? kNotBuilt : image.digest, "-"});
  }
  for (const BuildSummary::Artifact& chart : summary.charts) {
    rows.push_back({"chart " + chart.name, chart.digest.empty() ? kNotBuilt : chart.digest, "-"});
  }
  for (const BuildSummary::Package& package : summary.packages) {
    rows.push_back({package.name + " " + package.version, BundleText(package),
                    package.stages.empty() ? "-" : Join(package.stages, ", ")});
  }
  for (const BuildSummary::Stage& stage : summary.stages) {
    const bool is_built = !stage.digest.empty();
    rows.push_back({"stage " + stage.name, is_built ? stage.digest : kNotBuilt,
                    is_built ? std::to_string(stage.package_count) + " package versions, " +
                                   packaging::FormatSize(stage.size) + " in a cluster"
                             : "-"});
  }
  PrintColumns(rows, out);
}

// "app 1.0.0, 1.1.0, web 1.0.0", in lines of a terminal.
std::string FoldNames(const std::vector<std::string>& names) {
  std::string text;
  std::string line = "  the same:";
  std::string_view owner;
  for (size_t i = 1; i < names.size(); ++i) {
    const std::string_view name = names[i];
    const std::string_view words = name.substr(0, name.find(' '));
    std::string shown(owner == words ? name.substr(words.size() + 1) : name);
    owner = words;
    if (i + 1 < names.size()) shown += ",";
    if (line.size() + 1 + shown.size() > kLineWidth) {
      text += line + "\n";
      line = "   ";
    }
    line += " " + shown;
  }
  return text + line + "\n";
}

std::string CountBuilt(const BuildSummary& summary) {
  const auto built = std::ranges::count_if(summary.packages, [](const BuildSummary::Package& package) {
    return package.bundle != BuildSummary::Package::Bundle::kNotBuilt;
  });
  const auto stages = std::ranges::count_if(summary.stages, [](const BuildSummary::Stage& stage) { return !stage.digest.empty(); });
  return std::to_string(built) + " of " + std::to_string(summary.packages.size()) + " package versions and " +
         std::to_string(stages) + " of " + std::to_string(summary.stages.size()) + " stages are built";
}

// Each reason once, with what failed for it.
void PrintFailures(const BuildSummary& summary, const std::string& source, std::ostream& out) {
  const std::vector<packaging::FailureGroup> groups = packaging::GroupFailures(summary.failures, source);
  for (const packaging::FailureGroup& group : groups) {
    out << group.names[0] << ": " << group.failure.step << ": " << group.failure.reason << "\n";
    if (group.names.size() > 1) out << FoldNames(group.names);
  }
  const size_t count = summary.failures.size();
  out << "\n" << count << (count == 1 ? " step" : " steps") << " failed";
  if (groups.size() < count) out << ", for " << groups.size() << (groups.size() == 1 ? " reason" : " reasons");
  out << "; " << CountBuilt(summary) << "; paths are relative to " << source << "\n";
}

int Run(const SummaryOptions& options, const std::string& build_directory, std::ostream& out) {
  const RealFileSystem disk;
  const BuildSummary summary =
      packaging::SummarizeBuild(packaging::BuildTree(JoinPath(build_directory, packaging::kBuildTree)), disk);
  const bool has_failed = !summary.failures.empty();
  if (options.all || !has_failed) PrintBuilt(summary, out);
  const std::string lookups =
      cache::DescribeLookups(JoinPath(JoinPath(build_directory, packaging::kBuildTree), "cache"));
  if (!lookups.empty()) out << (options.all || !has_failed ? "\n" : "") << lookups << "\n";
  if (!has_failed) return 0;
  if (options.all || !lookups.empty()) out << "\n";
  PrintFailures(summary, packaging::CMakeCache(build_directory, disk).Get("CMAKE_HOME_DIRECTORY") + "/", out);
  return 1;
}

}  // namespace

Command MakeSummaryCommand() {
  auto options = std::make_shared<SummaryOptions>();
  Command command{.name = "summary",
                  .summary = "Print which steps of a build failed and why, or what it has made",
                  .description =
                      "Where steps have failed, prints each reason once, with the first step that failed for it and the names "
                      "of the others, and exits with status 1. Else prints each package version with the digest of its bundle "
                      "and the stages that hold it, and the stages, with the size of what a cluster will hold of them.",
                  .usage = "BUILD_FOLDER [flags]",
                  .examples = "  cmake --build build -- -k 0; pkgrepo summary build",
                  .takes_arguments = true};
  command.flags.Bool(&options->all, "all", 0, "Print what was made also where steps have failed");
  command.run = [options](const Invocation& invocation) {
    if (invocation.arguments.size() != 1) throw UsageError("expected one build folder");
    return Run(*options, invocation.arguments[0], invocation.out);
  };
  return command;
}

}  // namespace pkgrepo::cli
