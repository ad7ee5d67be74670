// A tree of commands as the user sees it, and its execution: `imgpkg tag list -i …`.
//
// A command is a value. Its flags write into an options struct that `run` shares:
//
//   Command MakeListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     Command command{.name = "list", .summary = "List the tags of a repository"};
//     command.flags.String(&options->image, "image", 'i', "List the tags of this repository");
//     command.run = [options](const Invocation& invocation) { return List(*options, invocation.out); };
//     return command;
//   }
//
// Help, "version for NAME" and the errors for unknown flags and words come from this model, in the form of
// the Carvel tools (cobra), and so does the reference page.

#ifndef PKGREPO_CLI_COMMAND_H_
#define PKGREPO_CLI_COMMAND_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/flags.h"

namespace pkgrepo::cli {

struct Command;
using CommandPath = std::vector<const Command*>;  // from the root to a command

struct Invocation {
  const CommandPath& path;
  std::vector<std::string> arguments;  // the words that are neither flags nor command names
  const FlagSet& flags;                // parsed; for Changed()
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

struct Command {
  std::string name;
  std::vector<std::string> aliases = {};
  std::string summary = {};      // one line, for the list of commands
  std::string description = {};  // heads the help; `summary` stands in for an empty one
  std::string usage =
      {};  // what follows the command's name in the help, such as "FILE [flags]"; empty is "[flags]"
  std::string examples = {};
  std::string version = {};   // printed by --version; empty is no such flag
  FlagSet flags = {};         // of this command alone
  FlagSet global_flags = {};  // of this command and all below it
  std::vector<Command> commands = {};
  // Returns the exit status. Without it the command prints its help page.
  std::function<int(const Invocation&)> run = nullptr;
  bool takes_arguments = false;
  bool hidden = false;
  // What to use instead, "please use …": the command warns, heads its help with this, and is not listed.
  std::string deprecated = {};
  // Of a root: the pages of --help and --version end in "Succeeded", as with those Carvel tools that have
  // tables.
  bool says_succeeded = false;
};

// A command line that is wrong in itself: unknown flags and words, a missing command.
class UsageError : public Error {
 public:
  using Error::Error;
};

// Finds the command that `words` name below `root`, parses its flags, and runs it. Returns the exit status of
// `run`; help and version end with 0. Throws Error for a wrong command line, and whatever `run` throws.
int Execute(const Command& root, const std::vector<std::string>& words, std::istream& in, std::ostream& out,
            std::ostream& err);

// Follows the names of commands in `words`, taking them out, as far as they lead.
CommandPath FindCommand(const Command& root, std::vector<std::string>& words);

// The help page of the command at the end of `path`.
std::string FormatHelp(const CommandPath& path);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_COMMAND_H_
