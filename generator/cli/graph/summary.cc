// pkgrepo summary: what a build has made, as a table.

#include <algorithm>
#include <map>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_failure.h"
#include "packaging/build_tree.h"
#include "packaging/records.h"

namespace pkgrepo::cli {
namespace {

using Row = std::vector<std::string>;
// Names of stages by "NAME VERSION" of a package that they hold.
using StagesByPackage = std::map<std::string, std::vector<std::string>>;

StagesByPackage ReadStages(const packaging::BuildTree& tree, const FileSystem& files,
                           std::vector<Row>& rows) {
  StagesByPackage holders;
  const std::string stages = files.ReadFile(tree.StageList());
  for (std::string_view line : SplitLines(stages)) {
    const std::string name(line);
    const std::string path = JoinPath(tree.Stage(name), packaging::kStageRecord);
    if (!files.IsFile(path)) continue;
    const packaging::StageRecord stage = packaging::StageRecord::Parse(path, files.ReadFile(path));
    rows.push_back({"stage " + name, stage.bundle.manifest.digest.ToString(),
                    std::to_string(stage.packages.size()) + " package versions"});
    for (const packaging::StagedPackage& package : stage.packages) {
      holders[package.name + " " + package.version].push_back(name);
    }
  }
  return holders;
}

void PrintTable(const std::vector<Row>& rows, std::ostream& out) {
  std::vector<size_t> widths(rows[0].size());
  for (const Row& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i] + (i + 1 < row.size() ? std::string(widths[i] - row[i].size() + 2, ' ') : "");
    }
    out << line << "\n";
  }
}

// All steps that have failed, of the versions, stages and repositories that there are now.
std::vector<Row> FindFailures(const packaging::BuildTree& tree, const packaging::PackageList& packages,
                              const FileSystem& files) {
  std::vector<Row> rows;
  const auto add = [&](const std::string& what, const std::string& output) {
    if (const std::optional<StepFailure> failure = ReadFailure(output, files)) {
      rows.push_back({what, failure->step, failure->reason});
    }
  };
  for (const auto& [name, versions] : packages) {
    for (const auto& [version, unused] : versions) {
      for (const std::string& output : packaging::VersionOutputs(tree.Package(name, version))) {
        add(name + " " + version, output);
      }
    }
  }
  const std::string stages = files.ReadFile(tree.StageList());
  for (std::string_view stage : SplitLines(stages)) {
    add("stage " + std::string(stage), JoinPath(tree.Stage(std::string(stage)), packaging::kStageRecord));
  }
  const std::string repositories = tree.Repositories();
  if (files.IsDirectory(repositories)) {
    for (const std::string& name : files.ListDirectory(repositories)) {
      const std::string repository = name.substr(0, name.find(".yaml"));
      if (name == repository + ".yaml.failed") {
        add("repository " + repository, JoinPath(repositories, repository + ".yaml"));
      }
    }
  }
  return rows;
}

int Run(const std::string& build_directory, std::ostream& out) {
  const RealFileSystem disk;
  const packaging::BuildTree tree(JoinPath(build_directory, packaging::kBuildTree));
  if (!disk.IsFile(tree.PackageList())) {
    throw Error("no packages are configured in " + build_directory).Hint("run cmake first");
  }
  std::vector<Row> stage_rows;
  const StagesByPackage holders = ReadStages(tree, disk, stage_rows);
  std::vector<Row> rows = {{"PACKAGE", "BUNDLE", "STAGES"}};
  const packaging::PackageList packages =
      packaging::ParsePackageList(tree.PackageList(), disk.ReadFile(tree.PackageList()));
  for (const auto& [name, versions] : packages) {
    for (const auto& [version, unused] : versions) {
      const std::string path = JoinPath(tree.Package(name, version), packaging::kBundleRecord);
      const auto held = holders.find(name + " " + version);
      rows.push_back(
          {name + " " + version,
           disk.IsFile(path)
               ? packaging::BundleRecord::Parse(path, disk.ReadFile(path)).manifest.digest.ToString()
           : disk.IsFile(JoinPath(tree.Package(name, version), packaging::kPackageFile))
               ? "none of this project"
               : "not built",
           held == holders.end() ? "-" : Join(held->second, ", ")});
    }
  }
  rows.insert(rows.end(), stage_rows.begin(), stage_rows.end());
  PrintTable(rows, out);
  std::vector<Row> failures = FindFailures(tree, packages, disk);
  if (failures.empty()) return 0;
  out << "\n";
  failures.insert(failures.begin(), {"FAILED", "STEP", "REASON"});
  PrintTable(failures, out);
  return 1;
}

}  // namespace

Command MakeSummaryCommand() {
  return {.name = "summary",
          .summary =
              "Print each package version, its bundle's digest, and the stages that hold it; and what failed",
          .description = "Ends with status 1 if a step of the build has failed.",
          .usage = "BUILD_DIRECTORY",
          .run =
              [](const Invocation& invocation) {
                if (invocation.arguments.size() != 1) throw Error("expected one build directory");
                return Run(invocation.arguments[0], invocation.out);
              },
          .takes_arguments = true};
}

}  // namespace pkgrepo::cli
