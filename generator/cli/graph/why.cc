// pkgrepo why: what a build would do, and why.

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <set>

#include "base/error.h"
#include "base/json_print.h"
#include "base/process.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "cli/graph/commands.h"
#include "kbld/resource.h"
#include "packaging/build_tree.h"
#include "packaging/cmake_cache.h"
#include "packaging/last_build.h"
#include "packaging/ninja_commands.h"
#include "packaging/ninja_plan.h"
#include "packaging/rendered_cases.h"
#include "packaging/staleness.h"
#include "packaging/step_order.h"
#include "packaging/step_table.h"

namespace pkgrepo::cli {
namespace {

using nlohmann::ordered_json;
using packaging::StaleReason;
using packaging::StaleStep;
using Kind = StaleReason::Kind;

// So many reasons of a step, objects of a version, and owners that follow are shown.
constexpr size_t kMaxShown = 10;

struct WhyOptions {
  std::string format = "text";
  bool last = false;
};

std::string EscapeForNinja(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    if (c == '$' || c == ' ' || c == ':') escaped += '$';
    escaped += c;
  }
  return escaped;
}

// Ninja sees to build.ninja before all else, and does not tell what it would do with the one that is there. Read by way of
// a file of another name, it is a target like any other.
packaging::NinjaPlan AskNinja(const std::string& build, const std::string& ninja, const std::string& target) {
  RealFileSystem disk;
  const TempDir temporary;
  const std::string file = JoinPath(temporary.path(), "why.ninja");
  constexpr const char* kTarget = "pkgrepo_why";
  disk.WriteFile(file, "include " + EscapeForNinja(JoinPath(build, "build.ninja")) + "\nbuild " + kTarget +
                           ": phony build.ninja " + EscapeForNinja(target) + "\n");
  const ProcessResult result =
      RealProcessRunner().Run({.arguments = {ninja, "-f", file, "-n", "-d", "explain", kTarget},
                               .directory = build,
                               .input = "",
                               .environment = {}});
  if (result.status != 0) {
    throw Error("Ninja does not say what it would do").Note(result.output + result.error_output);
  }
  return packaging::ParseExplanations(result.error_output + result.output);
}

// What a version renders to, if it is built.
std::vector<std::string> ObjectsOf(const StaleStep& step, const std::string& build) {
  std::vector<std::string> objects;
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  try {
    for (const packaging::RenderedCase& rendered :
         packaging::ReadRenderedCases(JoinPath(build, DirName(step.output)), inputs)) {
      if (rendered.name != packaging::kDefaultCase || rendered.refused) continue;
      for (const nlohmann::json& object : packaging::ParseManifests(rendered)) {
        objects.push_back(kbld::DescribeResource(object));
      }
    }
  } catch (const Error&) {  // the render step will tell
  }
  return objects;
}

std::string JoinSome(const std::vector<std::string>& names) {
  const std::vector<std::string> shown(
      names.begin(), names.begin() + static_cast<ptrdiff_t>(std::min(names.size(), kMaxShown)));
  return Join(shown, ", ") +
         (names.size() > kMaxShown ? " and " + std::to_string(names.size() - kMaxShown) + " more" : "");
}

std::string Count(size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

// What the report is about: a build to come, or the last one.
struct Tense {
  const char* follow;
  const char* all_follow;
  const char* run;
  const char* nothing;
};
constexpr Tense kToCome = {"may follow", "May follow", "may run", "Nothing would run"};
constexpr Tense kPast = {"followed", "Followed", "ran", "Nothing was built"};

// The steps of one owner, which has reasons of its own.
void ShowOwner(const std::vector<const StaleStep*>& steps, const std::string& build, const Tense& tense,
               std::ostream& out) {
  out << steps[0]->owner << "\n";
  std::vector<std::string> reasons;
  std::map<std::string, std::vector<std::string>> commands;
  std::vector<std::string> followers;
  for (const StaleStep* step : steps) {
    if (step->reasons.empty() && step->failure.empty()) followers.push_back(step->command);
    for (const StaleReason& reason : step->reasons) {
      const std::string text = Describe(reason);
      if (!commands.contains(text)) reasons.push_back(text);
      commands[text].push_back(step->command);
    }
  }
  for (size_t i = 0; i < reasons.size() && i < kMaxShown; ++i) {
    out << "  " << Join(commands[reasons[i]], ", ") << ": " << reasons[i] << "\n";
  }
  if (reasons.size() > kMaxShown) out << "  and " << Count(reasons.size() - kMaxShown, "more reason") << "\n";
  for (const StaleStep* step : steps) {
    if (!step->failure.empty()) out << "  " << step->command << " failed: " << step->failure << "\n";
  }
  if (!followers.empty()) out << "  " << tense.follow << ": " << Join(followers, ", ") << "\n";
  for (const StaleStep* step : steps) {
    if (step->command != "render" || !step->failure.empty()) continue;
    const std::vector<std::string> objects = ObjectsOf(*step, build);
    if (!objects.empty()) out << "  objects: " << JoinSome(objects) << "\n";
  }
}

void ShowText(const std::vector<StaleStep>& steps, const std::string& build, const Tense& tense, std::ostream& out) {
  if (steps.empty()) {
    out << tense.nothing << "\n";
    return;
  }
  std::vector<std::string> followers;
  for (size_t i = 0; i < steps.size();) {
    std::vector<const StaleStep*> of_owner;
    bool has_reason = false;
    for (const std::string& owner = steps[i].owner; i < steps.size() && steps[i].owner == owner; ++i) {
      of_owner.push_back(&steps[i]);
      has_reason = has_reason || !steps[i].reasons.empty() || !steps[i].failure.empty();
    }
    if (has_reason) {
      ShowOwner(of_owner, build, tense, out);
    } else {
      followers.push_back(of_owner[0]->owner);
    }
  }
  if (!followers.empty()) out << tense.all_follow << ": " << JoinSome(followers) << "\n";
  const auto failed = std::ranges::count_if(steps, [](const StaleStep& step) { return !step.failure.empty(); });
  out << Count(steps.size(), "step") << " " << tense.run;
  if (failed > 0) out << "; " << failed << " failed";
  out << "\n";
  if (&tense == &kToCome && steps[0].command == "cmake") out << "CMake runs first, and may add or remove steps\n";
}

void ShowJson(const std::vector<StaleStep>& steps, const std::string& build, std::ostream& out) {
  ordered_json list = ordered_json::array();
  for (const StaleStep& step : steps) {
    ordered_json reasons = ordered_json::array();
    for (const StaleReason& reason : step.reasons) {
      ordered_json json = {{"reason", NameOf(reason.kind)}};
      if (!reason.path.empty()) json["path"] = reason.path;
      reasons.push_back(std::move(json));
    }
    ordered_json json = {{"owner", step.owner},
                         {"step", step.command},
                         {"output", step.output},
                         {"reasons", std::move(reasons)}};
    if (!step.failure.empty()) json["failure"] = step.failure;
    if (step.command == "render" && step.failure.empty()) json["objects"] = ObjectsOf(step, build);
    list.push_back(std::move(json));
  }
  out << PrintJsonText(ordered_json{{"steps", std::move(list)}}, 2) << "\n";
}

// Paths in the source tree as relative to it.
void ShortenPaths(std::vector<StaleStep>& steps, const std::string& source) {
  for (StaleStep& step : steps) {
    for (StaleReason& reason : step.reasons) {
      if (reason.path.starts_with(source + "/")) reason.path.erase(0, source.size() + 1);
    }
    step.failure = ReplaceAll(step.failure, source + "/", "");
  }
}

// Adds the steps whose results those of these outputs wait for by an order (packaging/step_order.h).
void AddOrdered(const std::string& build, std::set<std::string>& outputs) {
  const RealFileSystem disk;
  std::vector<std::string> orders;
  std::ranges::copy_if(outputs, std::back_inserter(orders),
                       [](const std::string& output) { return output.ends_with(packaging::kOrderEnding); });
  while (!orders.empty()) {
    const std::string file = JoinPath(build, orders.back());
    orders.pop_back();
    if (!disk.IsFile(file)) continue;
    for (const std::string& input : packaging::InputsOfOrder(disk.ReadFile(file))) {
      const std::optional<packaging::OwnedStep> step = packaging::FindStep(input);
      if (!step || !outputs.insert(step->output).second) continue;
      const std::vector<std::string> earlier = packaging::VersionOutputs(std::string(DirName(input)));
      if (std::ranges::count(earlier, step->output) > 0) outputs.insert(earlier.begin(), earlier.end());
      if (outputs.insert(packaging::OrderFileOf(step->output)).second) orders.push_back(packaging::OrderFileOf(step->output));
    }
  }
}

// The steps that the target is made by. Ninja does not read orders for its list of commands, and names no
// output that is an input of a group of targets alone, so outputs are known by their commands.
std::set<std::string> OutputsFor(const std::string& build, const std::string& ninja, const std::string& target) {
  const ProcessResult result = RealProcessRunner().Run(
      {.arguments = {ninja, "-C", build, "-t", "commands", target}, .directory = "", .input = "", .environment = {}});
  if (result.status != 0) throw Error("Ninja does not know the target").Note(result.error_output);
  const std::vector<std::string_view> lines = SplitLines(result.output);
  const std::set<std::string_view> commands(lines.begin(), lines.end());
  std::set<std::string> outputs;
  for (const auto& [output, command] : packaging::ReadNinjaCommands(build, ninja)) {
    if (commands.contains(command)) outputs.insert(output);
  }
  AddOrdered(build, outputs);
  return outputs;
}

std::vector<StaleStep> LastSteps(const std::string& build, const std::string& ninja,
                                 const std::vector<std::string>& arguments) {
  std::vector<StaleStep> steps = packaging::FindLastSteps(build, RealFileSystem());
  if (arguments.size() < 2) return steps;
  const std::set<std::string> outputs = OutputsFor(build, ninja, arguments[1]);
  std::erase_if(steps, [&](const StaleStep& step) { return !outputs.contains(step.output); });
  return steps;
}

int Run(const WhyOptions& options, const Invocation& invocation) {
  if (invocation.arguments.empty() || invocation.arguments.size() > 2) {
    throw UsageError("expected a build folder, and a target or none");
  }
  if (options.format != "text" && options.format != "json") {
    throw UsageError("--format takes text or json, not '" + options.format + "'");
  }
  RealFileSystem disk;
  const packaging::CMakeCache cache(invocation.arguments[0], disk);
  const std::string build = AbsolutePath(invocation.arguments[0]);
  const std::string target = invocation.arguments.size() == 2 ? invocation.arguments[1] : "all";
  const std::string ninja = cache.Get("CMAKE_MAKE_PROGRAM");
  std::vector<StaleStep> steps =
      options.last ? LastSteps(build, ninja, invocation.arguments)
                   : packaging::FindStaleSteps(AskNinja(build, ninja, target), build, disk);
  ShortenPaths(steps, cache.Get("CMAKE_HOME_DIRECTORY"));
  options.format == "json" ? ShowJson(steps, build, invocation.out) : ShowText(steps, build, options.last ? kPast : kToCome, invocation.out);
  return 0;
}

}  // namespace

Command MakeWhyCommand() {
  auto options = std::make_shared<WhyOptions>();
  Command command{
      .name = "why",
      .summary = "Print what a build would do, and why",
      .description =
          "Lists the steps that a build of the target would run, all targets if none is named, each with the "
          "inputs that "
          "make it stale, then those that may follow from them, and the objects that may change. A step that "
          "comes to "
          "the same result as before keeps the steps after it from running. Nothing is built. The reasons "
          "are those of "
          "the records that the last build left, by content; paths in the source tree are relative to it.",
      .usage = "BUILD_FOLDER [TARGET] [flags]",
      .examples =
          "  pkgrepo why build\n"
          "  pkgrepo why build --last             # what the last build did, and why\n"
          "  pkgrepo why build stage-beta --format json",
      .takes_arguments = true};
  command.flags.String(&options->format, "format", 0, "Print text, or json, as `FORMAT` says");
  command.flags.Bool(&options->last, "last", 0, "List what the last build has done, with the reasons it had, and what failed");
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
