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

std::string PathText(const CommandPath& path) {
  std::vector<std::string> names;
  for (const Command* command : path) names.push_back(command->name);
  return Join(names, " ");
}

// All flags that may stand on the command line of the last command of `path`.
FlagSet FlagsOf(const CommandPath& path) {
  FlagSet flags = path.back()->flags;
  for (const Command* command : path) flags.Append(command->global_flags);
  return flags;
}

// The index of the first word that is neither a flag nor a flag's value (unknown flags have one, as in cobra, which
// does not know --help and --version here); words.size() if there is none.
size_t FirstArgument(const FlagSet& flags, const std::vector<std::string>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return words.size();
    if (word.size() < 2 || word[0] != '-') return i;
    if (word.find('=') != std::string::npos) continue;
    const Flag* flag = word[1] == '-'     ? flags.Find(word.substr(2))
                       : word.size() == 2 ? flags.FindShorthand(word[1])
                                          : nullptr;
    const bool may_take_value = word[1] == '-' || word.size() == 2;
    if (may_take_value && (flag == nullptr || flag->value_if_bare.empty())) ++i;
  }
  return words.size();
}

std::vector<std::string> ParseFlags(FlagSet& flags, const std::vector<std::string>& words) {
  try {
    return flags.Parse(words);
  } catch (const Error& error) {
    UsageError usage(error.message());
    usage.Hint(error.hint());
    throw usage;
  }
}

// Ends a page of help or version.
int EndPage(const Command& root, std::ostream& out) {
  if (root.says_succeeded) out << "\nSucceeded\n";
  return 0;
}

}  // namespace

CommandPath FindCommand(const Command& root, std::vector<std::string>& words) {
  CommandPath path = {&root};
  while (true) {
    const size_t index = FirstArgument(FlagsOf(path), words);
    const Command* child = index < words.size() ? FindChild(*path.back(), words[index]) : nullptr;
    if (child == nullptr) return path;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(index));
    path.push_back(child);
  }
}

int Execute(const Command& root, const std::vector<std::string>& words, std::istream& in, std::ostream& out,
            std::ostream& err) {
  std::vector<std::string> rest = words;
  const CommandPath path = FindCommand(root, rest);
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
  if (help || (!command.run && !version)) {
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
  if (!command.deprecated.empty()) {
    err << "Warning: Command \"" << command.name << "\" is deprecated, " << command.deprecated << "\n";
  }
  return command.run(
      {.path = path, .arguments = arguments, .flags = flags, .in = in, .out = out, .err = err});
}

}  // namespace pkgrepo::cli
