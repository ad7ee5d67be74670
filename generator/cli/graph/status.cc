// pkgrepo status: how far the applications of a project are on their way from source to package.

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "artifact/app_status.h"
#include "base/error.h"
#include "base/json_print.h"
#include "cli/graph/columns.h"
#include "cli/graph/commands.h"
#include "packaging/cmake_cache.h"

namespace pkgrepo::cli {
namespace {

using artifact::AppStatus;
using artifact::AppStep;

struct StatusOptions {
  std::string format = "text";
};

std::string TextOf(const AppStep& step) {
  const std::string state(NameOf(step.state));
  switch (step.state) {
    case AppStep::State::kDone:
      return step.result;
    case AppStep::State::kStale:
      return step.result + " (" + state + ": " + step.reason + ")";
    case AppStep::State::kFailed:
      return state + ": " + step.reason;
    case AppStep::State::kNotBuilt:
      break;
  }
  return state;
}

void ShowText(const std::vector<AppStatus>& apps, std::ostream& out) {
  if (apps.empty()) out << "The project declares no application.\n";
  for (const AppStatus& app : apps) {
    out << app.name << " " << app.version << "\n";
    std::vector<Row> rows;
    for (const AppStep& step : app.steps) rows.push_back({step.name, TextOf(step)});
    PrintColumns(rows, out, "  ");
  }
}

void ShowJson(const std::vector<AppStatus>& apps, std::ostream& out) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const AppStatus& app : apps) {
    nlohmann::ordered_json steps = nlohmann::ordered_json::array();
    for (const AppStep& step : app.steps) {
      steps.push_back({{"name", step.name}, {"state", NameOf(step.state)}, {"result", step.result}, {"reason", step.reason}});
    }
    list.push_back({{"name", app.name}, {"version", app.version}, {"steps", steps}});
  }
  out << PrintJsonText(list, 2) << "\n";
}

int Run(const StatusOptions& options, const std::string& build, std::ostream& out) {
  if (options.format != "text" && options.format != "json") {
    throw UsageError("--format takes text or json, not '" + options.format + "'");
  }
  RealFileSystem disk;
  const packaging::CMakeCache cache(build, disk);  // or it is no build folder
  const std::vector<AppStatus> apps =
      artifact::ReadAppStatus(packaging::BuildTree(JoinPath(build, packaging::kBuildTree)), disk);
  options.format == "json" ? ShowJson(apps, out) : ShowText(apps, out);
  return 0;
}

}  // namespace

Command MakeStatusCommand() {
  auto options = std::make_shared<StatusOptions>();
  Command command{.name = "status",
                  .summary = "Print how far applications are, from source to package",
                  .description = "Prints what each step of the applications that add_carvel_app() of the CMake module declares has made: "
                                 "the revision of the source, its test, the images, the ops bundle and the package bundle, by digest; and "
                                 "what has failed, or is not of the present sources. Nothing is built.",
                  .usage = "BUILD_FOLDER [flags]",
                  .examples = "  pkgrepo status build\n  pkgrepo status build --format json",
                  .takes_arguments = true};
  command.flags.String(&options->format, "format", 0, "Print text, or json, as `FORMAT` says");
  command.run = [options](const Invocation& invocation) {
    if (invocation.arguments.size() != 1) throw UsageError("expected one build folder");
    return Run(*options, invocation.arguments[0], invocation.out);
  };
  return command;
}

}  // namespace pkgrepo::cli
