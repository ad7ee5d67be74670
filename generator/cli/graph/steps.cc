// pkgrepo steps: the table of steps (packaging/step_table.h) as CMake reads it.

#include <ostream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "cli/graph/commands.h"
#include "packaging/step_table.h"

namespace pkgrepo::cli {
namespace {

using packaging::Action;
using packaging::Step;
using packaging::StepOwner;

constexpr const char* kHead = R"(# The steps of the graph, as generator/packaging/step_table.cc has them. `pkgrepo steps` has written this; the target
# `reference` writes it again. For use within the module only.
#
# Each macro reads what its caller has declared, `launcher`, and what _package_repo_find_depfiles() sets: `exec`, and `depfiles`,
# which stands ahead of the path of a dependency file. It sets `output`, where the owner's files are, relative to the build
# tree, and `results`, the paths of the files that no later step of it reads. Commands are called as they stand, because a
# function in between would cost more than CMake needs for them, ten times for each version.

include_guard(GLOBAL)
)";

constexpr std::string_view kProgram = "\"$<TARGET_FILE:PackageRepo::pkgrepo>\"";

struct OwnerForm {
  StepOwner owner;
  std::string kind;    // ends the names of macros
  std::string output;  // what `output` is set to
  std::string label;   // its name in comments
};

std::vector<OwnerForm> Forms() {
  const packaging::BuildTree tree{std::string(packaging::kBuildTree)};
  const std::string version = tree.Package("${name}", "${version}");
  const std::string label = "${name} ${version}";
  return {
      {StepOwner::kProject, "project", "", ""},
      {StepOwner::kVersion, "version", version, label},
      {StepOwner::kForeignVersion, "foreign_version", version, label},
      {StepOwner::kFailingVersion, "failing_version", version, label},
      {StepOwner::kImageUse, "image_use", version, label},
      {StepOwner::kImage, "image", tree.Image("${name}"), "${name}"},
      {StepOwner::kApp, "app", tree.App("${name}"), "${name}"},
      {StepOwner::kAppTest, "app_test", tree.App("${name}"), "${name}"},
      {StepOwner::kChart, "chart", tree.Chart("${name}"), "${name}"},
      {StepOwner::kChartRepository, "chart_repository", tree.ChartRepository("${name}"), "${name}"},
      {StepOwner::kStage, "stage", tree.Stage("${stage}"), "${stage}"},
      {StepOwner::kRepository, "repository", tree.RepositoryStem("${repository}"), "${repository}"},
  };
}

// As the variables of a macro have it.
std::string PathOf(const OwnerForm& form, std::string_view output) {
  const bool is_owned = form.owner != StepOwner::kProject && output.find('/') == std::string_view::npos;
  if (!is_owned) return "\"" + std::string(output) + "\"";
  return "\"${output}" + std::string(form.owner == StepOwner::kRepository ? "" : "/") + std::string(output) + "\"";
}

std::string Expand(const std::string& options, const std::string& output) {
  return ReplaceAll(options, "<output>", output);
}

// A path in the build tree as CMake calls it.
std::string FullPathOf(const OwnerForm& form, std::string_view output) {
  if (output.starts_with("$<")) return PathOf(form, output);
  return "\"${CMAKE_BINARY_DIR}/" + PathOf(form, output).substr(1);
}

std::string FullPathsOf(const OwnerForm& form, const std::vector<std::string_view>& outputs) {
  std::string text;
  for (std::string_view output : outputs) text += " " + FullPathOf(form, output);
  return text;
}

// The order by which the step waits, as a word; "" if it has none.
std::string OrderOf(const OwnerForm& form, const std::vector<std::string_view>& reads) {
  for (std::string_view read : reads) {
    if (read.ends_with(packaging::kOrderEnding)) return PathOf(form, read);
  }
  return "";
}

// A line of a command; "" if it has no words.
std::string Line(std::string_view keyword, const std::string& words) {
  return words.empty() ? "" : "    " + std::string(keyword) + words + "\n";
}

struct CommandText {
  std::string outputs;
  std::string words;
  std::string depends;
  std::string depfile = {};
  std::string order = {};  // arguments by which it waits, or is in a pool
  std::string comment;
};

std::string FormatCommand(const CommandText& command) {
  return "  add_custom_command(\n" + Line("OUTPUT", command.outputs) + Line("COMMAND", command.words) +
         Line("DEPENDS", command.depends) + Line("", command.order) + Line("DEPFILE", command.depfile) +
         Line("COMMENT", " \"" + command.comment + "\"") + "    WORKING_DIRECTORY \"${CMAKE_BINARY_DIR}\"\n    VERBATIM)\n";
}

// With the dependency file ahead of words for another command.
std::string WithDepfile(const std::string& options, const std::string& depfile) {
  const size_t others = options.find(" -- ");
  const std::string flag = " --depfile " + depfile;
  return others == std::string::npos ? options + flag : options.substr(0, others) + flag + options.substr(others);
}

std::string FormatStep(const OwnerForm& form, const Step& step) {
  const bool is_shared = form.owner == StepOwner::kProject;
  const std::string output = PathOf(form, step.outputs[0]);
  const std::string order = step.order.empty() ? OrderOf(form, step.reads) : "\"" + std::string(step.order) + "\"";
  std::vector<std::string_view> reads = step.reads;
  if (!is_shared) reads.push_back(packaging::kGeneratorId);
  const std::string options = Expand(step.options, output);
  const std::string depfile = "\"${depfiles}" + output.substr(1, output.size() - 2) + ".d\"";
  const CommandText command{
      .outputs = FullPathsOf(form, step.outputs),
      .words = std::string(is_shared ? "" : " ${exec}") + " ${launcher} " + std::string(kProgram) + " " + std::string(step.command) + " " +
               (is_shared ? options : WithDepfile(options, depfile)),
      .depends = FullPathsOf(form, reads) + (step.depends.empty() ? "" : " " + std::string(step.depends)),
      .depfile = is_shared ? "" : " " + depfile,
      .order = order.empty() ? "" : "${in_order}",
      .comment = std::string(step.comment) + (form.label.empty() ? "" : " " + form.label)};
  const std::string first = order.empty() ? "" : "  _package_repo_read_order(" + output + " " + order + ")\n";
  return first + FormatCommand(command);
}

// The steps of a version that must fail are those of a version that need not, one after the other.
std::string FormatChain(const OwnerForm& form, StepOwner owner) {
  std::string text = "    set(chain";
  std::string separator = "\n      ";
  for (const Step& step : packaging::StepsOf(owner)) {
    text += separator + std::string(step.command) + " " + Expand(step.options, PathOf(form, step.outputs[0]));
    separator = " --\n      ";
  }
  return text + ")\n";
}

bool IsResult(std::string_view output, const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    for (std::string_view read : step.reads) {
      if (read == output) return false;
    }
  }
  return true;
}

std::string FormatSteps(const OwnerForm& form) {
  const std::vector<Step> steps = packaging::StepsOf(form.owner);
  std::string text = "\nmacro(_package_repo_add_steps_of_" + form.kind + ")\n";
  if (!form.output.empty()) text += "  set(output \"" + form.output + "\")\n";
  if (form.owner == StepOwner::kFailingVersion) {
    text += "  if(bundle)\n" + FormatChain(form, StepOwner::kVersion) + "  else()\n" +
            FormatChain(form, StepOwner::kForeignVersion) + "  endif()\n";
  }
  std::string results;
  for (const Step& step : steps) {
    text += FormatStep(form, step);
    for (std::string_view output : step.outputs) {
      if (IsResult(output, steps)) results += " " + FullPathOf(form, output);
    }
  }
  return text + "  set(results" + results + ")\nendmacro()\n";
}

// What Ninja calls the action. One of a version is a target by itself; CMake makes one of the others.
std::string ActionOutput(const OwnerForm& form, const Action& action) {
  const std::string name(action.name);
  if (form.owner == StepOwner::kStage || form.owner == StepOwner::kImage || form.owner == StepOwner::kChart) return "\"${output}/" + name + "\"";
  if (form.owner == StepOwner::kRepository) return "\"${output}." + name + "\"";
  return "\"${target}-" + name + "\"";
}

// What has the terminal and shows how far it is runs by itself: that is for what takes long and ends a build, and not for what
// is done to each of many versions.
std::string PoolOf(const OwnerForm& form) {
  return form.owner == StepOwner::kStage || form.owner == StepOwner::kRepository ? "console" : "";
}

std::string FormatAction(const OwnerForm& form, const Action& action) {
  const std::string output = ActionOutput(form, action);
  const std::string order = OrderOf(form, action.reads);
  const std::string pool = PoolOf(form);
  const std::string kind = form.owner == StepOwner::kForeignVersion ? "version" : form.kind;
  std::string text = "  _package_repo_declare_action_of_" + kind + "(" + std::string(action.name) + ")\n";
  if (!order.empty()) text += "  _package_repo_read_order(" + output + " " + order + " " + pool + ")\n";
  return text + FormatCommand({.outputs = " \"${CMAKE_BINARY_DIR}/" + output.substr(1),
                               .words = " " + std::string(kProgram) + " " + std::string(action.command) + " " + action.options,
                               .depends = FullPathsOf(form, action.reads) +
                                          (action.depends.empty() ? "" : " " + std::string(action.depends)),
                               .order = !order.empty()  ? "${in_order}"
                                        : !pool.empty() ? "JOB_POOL " + pool
                                                        : "",
                               .comment = ReplaceAll(std::string(action.comment), "*", form.label)});
}

std::string FormatActions(const OwnerForm& form) {
  std::string text;
  for (const Action& action : packaging::Actions()) {
    if (action.owner == form.owner) text += FormatAction(form, action);
  }
  if (text.empty()) return "";
  return "\nmacro(_package_repo_add_actions_of_" + form.kind + ")\n" + text + "endmacro()\n";
}

// What the module does to all versions of a package, or lists for the steps.
std::string FormatNames() {
  std::string actions;
  for (const Action& action : packaging::Actions()) {
    if (action.owner == StepOwner::kVersion) actions += " " + std::string(action.name);
  }
  std::string lists;
  for (const std::string& list : packaging::DeclaredLists()) lists += " " + list;
  return "\n# Sets `action_kinds`, what can be done to versions, and `list_names`, what configuring lists for the steps.\n"
         "macro(_package_repo_get_names)\n  set(action_kinds" + actions + ")\n  set(list_names" + lists + ")\nendmacro()\n";
}

}  // namespace

std::string FormatStepTable() {
  std::string text = kHead + FormatNames();
  for (const OwnerForm& form : Forms()) text += FormatSteps(form) + FormatActions(form);
  return text;
}

Command MakeStepsCommand() {
  Command command{.name = "steps", .summary = "Print the steps of the graph as CMake reads them", .hidden = true};
  command.run = [](const Invocation& invocation) {
    invocation.out << FormatStepTable();
    return 0;
  };
  return command;
}

}  // namespace pkgrepo::cli
