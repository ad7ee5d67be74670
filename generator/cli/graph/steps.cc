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
# Each macro reads what its caller has declared, and sets `output`, where the owner's files are, relative to the build tree,
# and `results`, the paths of the files that no later step of it reads.

include_guard(GLOBAL)
)";

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

std::string PathsOf(const OwnerForm& form, const std::vector<std::string_view>& outputs) {
  std::string text;
  for (std::string_view output : outputs) text += " " + PathOf(form, output);
  return text;
}

std::string Expand(const std::string& options, const std::string& output) {
  return ReplaceAll(options, "<output>", output);
}

// What the step waits for by an order, as an argument; "" if it has none.
std::string OrderOf(const OwnerForm& form, const std::vector<std::string_view>& reads) {
  for (std::string_view read : reads) {
    if (read.ends_with(packaging::kOrderEnding)) return "\n    ORDER " + PathOf(form, read);
  }
  return "";
}

std::string FormatStep(const OwnerForm& form, const Step& step) {
  const bool is_shared = form.owner == StepOwner::kProject;
  std::vector<std::string_view> reads = step.reads;
  if (!is_shared) reads.push_back(packaging::kGeneratorId);
  std::string text = is_shared ? "  _package_repo_shared_step(\n" : "  _package_repo_step(\n";
  text += "    COMMENT \"" + std::string(step.comment) + (form.label.empty() ? "" : " " + form.label) + "\"\n";
  text += "    OUTPUT" + PathsOf(form, step.outputs) + "\n";
  text += "    COMMAND " + std::string(step.command) + " " + Expand(step.options, PathOf(form, step.outputs[0])) + "\n";
  return text + "    BUILT" + PathsOf(form, reads) + OrderOf(form, step.reads) + ")\n";
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
      if (IsResult(output, steps)) results += " \"${CMAKE_BINARY_DIR}/" + PathOf(form, output).substr(1);
    }
  }
  return text + "  set(results" + results + ")\nendmacro()\n";
}

std::string FormatActions(const OwnerForm& form) {
  std::string text;
  for (const Action& action : packaging::Actions()) {
    if (action.owner != form.owner) continue;
    text += "  _package_repo_action_of_" + form.kind + "(" + std::string(action.name) + "\n    COMMENT \"" +
            std::string(action.comment) + " " + form.label + "\"\n    COMMAND " + std::string(action.command) + " " +
            action.options + "\n    BUILT" + PathsOf(form, action.reads) + OrderOf(form, action.reads) + ")\n";
  }
  if (text.empty()) return "";
  return "\nmacro(_package_repo_add_actions_of_" + form.kind + ")\n" + text + "endmacro()\n";
}

}  // namespace

std::string FormatStepTable() {
  std::string text = kHead;
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
