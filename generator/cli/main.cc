// The program: chooses the tool, runs it, and turns an Error into a message and an exit status.
//
// Under the name of a Carvel tool, or with that name as its first word, it is that tool.

#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/interrupt.h"
#include "base/original_versions.h"
#include "base/strings.h"
#include "cli/command.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_failure.h"
#include "cli/imgpkg/commands.h"
#include "cli/kbld/commands.h"
#include "cli/reference.h"
#include "cli/standard_commands.h"
#include "cli/standard_streams.h"
#include "cli/vendir/commands.h"
#include "cli/ytt/commands.h"
#include "go/error_text.h"

namespace pkgrepo::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;  // for our own commands; the Carvel tools know only 1

struct DropIn {
  std::string name;
  std::string summary;
  Command (*make)();
};

const std::vector<DropIn>& DropIns() {
  static const std::vector<DropIn> tools = {
      {"ytt", "Templating, as Carvel ytt does it", &MakeYttCommand},
      {"kbld", "Image resolution, as Carvel kbld does it", &MakeKbldCommand},
      {"imgpkg", "Bundles and images, as Carvel imgpkg does it", &MakeImgpkgCommand},
      {"vendir", "Vendoring, as Carvel vendir does it", &MakeVendirCommand},
  };
  return tools;
}

// What a command prints is written whole, or the command has failed.
int ExecuteAndFlush(const Command& root, const std::vector<std::string>& words) {
  StandardInput in;
  StandardOutput out;
  const int status = Execute(root, words, in.stream(), out.stream(), std::cerr);
  out.Finish();
  return status;
}

int RunDropIn(const DropIn& tool, const std::vector<std::string>& words) {
  try {
    return ExecuteAndFlush(tool.make(), words);
  } catch (...) {
    std::cerr << tool.name << ": Error: " << go::FormatErrorChain(CurrentError("").message()) << "\n";
    return kFailed;
  }
}

// What `pkgrepo --version` says: our own version, and those of the originals that it stands for.
std::string VersionText() {
  std::string text = PKGREPO_VERSION;
  const auto add = [&](std::string_view heading, std::span<const originals::Original> originals) {
    text += "\n" + std::string(heading);
    for (const originals::Original& original : originals) {
      text += "\n  " + std::string(original.name) + " " + std::string(original.version);
    }
  };
  add("replaces", originals::kReplaced);
  add("checks packages against", originals::kReading);
  return text;
}

// Our own commands, and the Carvel tools below them: whole for the reference page, by name alone for the
// help.
Command MakeRoot(bool with_tools) {
  Command root{.name = "pkgrepo",
               .summary = "Carvel package repositories as a build graph",
               .version = VersionText(),
               .takes_arguments = true};
  root.run = [](const Invocation& invocation) {
    if (invocation.arguments.empty()) return RefuseWithHelp(invocation);
    throw UsageError("there is no command '" + invocation.arguments[0] + "'");
  };
  root.commands = MakeGraphCommands();
  root.commands.push_back(MakeHelpCommand());
  for (const DropIn& tool : DropIns()) {
    root.commands.push_back(with_tools ? tool.make() : Command{.name = tool.name});
    root.commands.back().summary = tool.summary;
  }
  return root;
}

int RunOwn(const std::vector<std::string>& words) {
  Command root = MakeRoot(false);
  root.commands.push_back(
      {.name = "reference", .summary = "Print the reference page of all commands", .hidden = true});
  root.commands.back().run = [](const Invocation& invocation) {
    invocation.out << FormatReference(MakeRoot(true));
    return 0;
  };
  try {
    const int status = ExecuteAndFlush(root, words);
    NoteOutcome(words, nullptr);
    return status;
  } catch (const UsageError& error) {
    NoteOutcome(words, &error);
    std::cerr << "pkgrepo: error: " << error.message()
              << "\n  hint: `pkgrepo --help` lists the commands and their flags\n";
    return kWrongUsage;
  } catch (...) {
    const Error error = CurrentError("pkgrepo " + Join(words, " "));
    NoteOutcome(words, &error);
    std::cerr << "pkgrepo: error: " << error.Render();
    return kFailed;
  }
}

int Run(const std::vector<std::string>& words) {
  const std::string_view called_as = BaseName(words[0]);
  for (const DropIn& tool : DropIns()) {
    if (called_as == tool.name) return RunDropIn(tool, {words.begin() + 1, words.end()});
    if (words.size() > 1 && words[1] == tool.name) return RunDropIn(tool, {words.begin() + 2, words.end()});
  }
  return RunOwn({words.begin() + 1, words.end()});
}

}  // namespace
}  // namespace pkgrepo::cli

int main(int argc, char** argv) {
  try {
    std::ios::sync_with_stdio(false);
    pkgrepo::cli::OccupyStandardDescriptors();
    pkgrepo::IgnoreSignalsOfWriting();
    return pkgrepo::cli::Run({argv, argv + argc});
  } catch (...) {  // where there is no memory left to say more
    constexpr std::string_view kMessage = "pkgrepo: error: out of memory\n";
    pkgrepo::cli::WriteToStandardError(kMessage);
    return pkgrepo::cli::kFailed;
  }
}
