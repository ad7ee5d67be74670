// The program: chooses the tool, runs it, and turns an Error into a message and an exit status.
//
// Under the name of a Carvel tool, or with that name as its first word, it is that tool.

#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/environment.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/interrupt.h"
#include "base/original_versions.h"
#include "base/strings.h"
#include "cli/command.h"
#include "cli/graph/commands.h"
#include "cli/graph/running_step.h"
#include "cli/imgpkg/commands.h"
#include "cli/kbld/commands.h"
#include "cli/kctrl/commands.h"
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

constexpr std::string_view kDescription =
    R"(Builds repositories of Carvel packages, and replaces ytt, kbld, imgpkg, vendir
and the part of kctrl that authors packages.

By hand: `why` shows what a build would do, `summary` what it has made and what failed, `diff`
what differs between two, or since a git revision; `rbac` prints the rights that an installed
package needs; `restore` makes a build folder that was kept serve a fresh checkout; ytt, kbld, imgpkg, vendir and kctrl take the flags of those tools. The
other commands are the steps of a build. The CMake module runs them; repeat one by hand to find out
why it fails.

Environment variables:
  PKGREPO_MEMORY_LIMIT    Memory that templates may use, beyond which they end in an error with
                          its line: bytes, or a number with K, M or G, such as 512M; 0 sets no
                          limit (default: 4G, or three quarters of the machine's memory if that
                          is less)
  PKGREPO_CACHE           Folder or URL in which builds keep what they have made, in place of that
                          of PACKAGE_REPO_CACHE; with PKGREPO_CACHE_READ_ONLY=1 nothing is put
                          there; PKGREPO_CACHE_TOKEN is a bearer token for the server, and
                          PKGREPO_CACHE_LIMIT how large a folder may become (default: 5G)
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY
                          Proxies, and the hosts to reach without one
  SSL_CERT_FILE           PEM file with the CA certificates to trust instead of the system's
  DOCKER_CONFIG           Folder of config.json, with logins at registries (default: ~/.docker))";

struct DropIn {
  std::string name;
  std::string summary;
  Command (*make)();
};

const std::vector<DropIn>& DropIns() {
  static const std::vector<DropIn> tools = {
      {"ytt", "Render templates as Carvel ytt does", &MakeYttCommand},
      {"kbld", "Resolve images as Carvel kbld does", &MakeKbldCommand},
      {"imgpkg", "Push, pull and copy bundles as Carvel imgpkg does", &MakeImgpkgCommand},
      {"vendir", "Vendor files as Carvel vendir does", &MakeVendirCommand},
      {"kctrl", "Author packages as Carvel kctrl does", &MakeKctrlCommand},
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

UsageError UnknownCommand(const std::string& word, const Command& root) {
  std::vector<std::string> names;
  for (const Command& command : root.commands) {
    if (!command.hidden) names.push_back(command.name);
  }
  UsageError error("unknown command '" + word + "'");
  if (const std::optional<std::string> meant = ClosestMatch(word, names))
    error.Hint("did you mean '" + *meant + "'?");
  return error;
}

// Our own commands, as MakeGraphCommands() makes them for `word`, and the Carvel tools below them: whole for the reference
// page, by name alone for the help.
Command MakeRoot(std::string_view word, bool with_tools) {
  Command root{.name = "pkgrepo",
               .summary = "Build repositories of Carvel packages",
               .description = std::string(kDescription),
               .examples =
                   "  pkgrepo summary build                      # what a build has made, and what failed\n"
                   "  pkgrepo ytt -f config -v replicas=3        # as Carvel ytt does",
               .version = VersionText(),
               .takes_arguments = true};
  root.run = [](const Invocation& invocation) -> int {
    if (invocation.arguments.empty()) {
      invocation.out << FormatHelp(invocation.path);
      throw UsageError("there is no command on the command line");
    }
    throw UnknownCommand(invocation.arguments[0], *invocation.path.back());
  };
  root.commands = MakeGraphCommands(word);
  root.commands.push_back(MakeHelpCommand());
  for (const DropIn& tool : DropIns()) {
    root.commands.push_back(with_tools ? tool.make() : Command{.name = tool.name});
    root.commands.back().summary = tool.summary;
  }
  return root;
}

// Where to read what the command line should be.
std::string UsageHint(const Command& root, std::vector<std::string> words) {
  std::string command;
  for (const Command* step : FindCommand(root, words)) command += step->name + " ";
  return "`" + command + "--help` " + (command == "pkgrepo " ? "lists the commands" : "tells how to call it");
}

int RunOwn(const std::vector<std::string>& words) {
  Command root = MakeRoot(words.empty() ? "" : words[0], false);
  root.commands.push_back(
      {.name = "reference", .summary = "Print the reference page of all commands", .hidden = true});
  root.commands.back().run = [](const Invocation& invocation) {
    invocation.out << FormatReference(MakeRoot("", true));
    return 0;
  };
  const RunningStep step(words);
  try {
    const int status = ExecuteAndFlush(root, words);
    step.NoteOutcome(nullptr);
    return status;
  } catch (const UsageError& error) {
    step.NoteOutcome(&error);
    Error shown = error;
    if (shown.hint().empty()) shown.Hint(UsageHint(root, words));
    std::cerr << "pkgrepo: error: " << shown.Render();
    return kWrongUsage;
  } catch (...) {
    const Error error = CurrentError("pkgrepo " + Join(words, " "));
    step.NoteOutcome(&error);
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
    pkgrepo::cli::OccupyStandardDescriptors();
    pkgrepo::IgnoreSignalsOfWriting();
    pkgrepo::SetProgramWords({argv, argv + argc});
    return pkgrepo::cli::Run(pkgrepo::ProgramWords());
  } catch (...) {  // where there is no memory left to say more
    constexpr std::string_view kMessage = "pkgrepo: error: out of memory\n";
    pkgrepo::cli::WriteToStandardError(kMessage);
    return pkgrepo::cli::kFailed;
  }
}
