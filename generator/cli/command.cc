#include "cli/command.h"

#include <algorithm>
#include <ostream>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

const Command* FindChild(const Command& command, const std::string& name) {
  for (const Command& child : command.commands) {
    if (child.name == name) return &child;
    if (std::find(child.aliases.begin(), child.aliases.end(), name) != child.aliases.end()) return &child;
  }
  return nullptr;
}

std::string PathText(const std::vector<const Command*>& path) {
  std::vector<std::string> names;
  for (const Command* command : path) names.push_back(command->name);
  return Join(names, " ");
}

// All flags that may stand on the command line of the last command of `path`.
FlagSet FlagsOf(const std::vector<const Command*>& path) {
  FlagSet flags = path.back()->flags;
  for (const Command* command : path) flags.Append(command->global_flags);
  return flags;
}

// The index of the first word that is neither a flag nor a flag's value; words.size() if there is none.
size_t FirstArgument(const FlagSet& flags, const std::vector<std::string>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return words.size();
    if (word.size() < 2 || word[0] != '-') return i;
    if (word.find('=') != std::string::npos) continue;
    const Flag* flag = word[1] == '-'     ? flags.Find(word.substr(2))
                       : word.size() == 2 ? flags.FindShorthand(word[1])
                                          : nullptr;
    if (flag != nullptr && flag->value_if_bare.empty()) ++i;
  }
  return words.size();
}

// Follows the command names in `words`, taking them out.
std::vector<const Command*> FindCommand(const Command& root, std::vector<std::string>& words) {
  std::vector<const Command*> path = {&root};
  while (true) {
    const size_t index = FirstArgument(FlagsOf(path), words);
    const Command* child = index < words.size() ? FindChild(*path.back(), words[index]) : nullptr;
    if (child == nullptr) return path;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(index));
    path.push_back(child);
  }
}

std::vector<std::string> ParseFlags(FlagSet& flags, const std::vector<std::string>& words) {
  try {
    return flags.Parse(words);
  } catch (const Error& error) {
    throw UsageError(error.message());
  }
}

// Ends a page of help or version.
int EndPage(const Command& root, std::ostream& out) {
  if (root.says_succeeded) out << "\nSucceeded\n";
  return 0;
}

// `tool help a b` is the help of `tool a b`, or of the tool if it has no such command.
int RunHelp(const Command& root, std::vector<std::string> words, std::ostream& out) {
  const std::vector<const Command*> path = FindCommand(root, words);
  out << FormatHelp(words.empty() ? path : std::vector<const Command*>{&root});
  return EndPage(root, out);
}

int RunGroup(const std::vector<const Command*>& path, std::ostream& out) {
  if (path.size() == 1) {
    out << FormatHelp(path);
    throw UsageError("Invalid command - see available commands/subcommands above");
  }
  std::vector<std::string> names;
  for (const Command& child : path.back()->commands) names.push_back(child.name);
  throw UsageError("Use one of available subcommands: " + Join(names, ", "));
}

}  // namespace

int Execute(const Command& root, const std::vector<std::string>& words, std::istream& in, std::ostream& out,
            std::ostream& err) {
  std::vector<std::string> rest = words;
  if (!rest.empty() && rest[0] == "help" && !root.commands.empty() && FindChild(root, "help") == nullptr) {
    return RunHelp(root, {rest.begin() + 1, rest.end()}, out);
  }
  const std::vector<const Command*> path = FindCommand(root, rest);
  const Command& command = *path.back();

  FlagSet flags = FlagsOf(path);
  bool help = false;
  bool version = false;
  flags.Bool(&help, "help", 'h', "help for " + command.name);
  if (!command.version.empty()) {
    flags.Bool(&version, "version", flags.FindShorthand('v') == nullptr ? 'v' : '\0',
               "version for " + command.name);
  }
  const std::vector<std::string> arguments = ParseFlags(flags, rest);
  if (help) {
    out << FormatHelp(path);
    return EndPage(root, out);
  }
  if (version) {
    out << command.name << " version " << command.version << "\n";
    return EndPage(root, out);
  }
  if (!arguments.empty() && !command.takes_arguments) {
    throw UsageError("command '" + PathText(path) + "' does not accept extra arguments '" + arguments[0] +
                     "'");
  }
  if (!command.run) return RunGroup(path, out);
  if (!command.deprecated.empty()) {
    err << "Warning: Command \"" << command.name << "\" is deprecated, " << command.deprecated << "\n";
  }
  return command.run({.arguments = arguments, .flags = flags, .in = in, .out = out, .err = err});
}

}  // namespace pkgrepo::cli
