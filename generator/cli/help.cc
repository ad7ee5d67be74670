// The help page of a command (FormatHelp of cli/command.h).

#include <algorithm>

#include "base/strings.h"
#include "cli/command.h"

namespace pkgrepo::cli {
namespace {

// A flag's usage may name its value in back quotes; that name then stands for the type.
std::pair<std::string, std::string> ValueName(const Flag& flag) {
  const size_t open = flag.usage.find('`');
  const size_t close = open == std::string::npos ? open : flag.usage.find('`', open + 1);
  if (close == std::string::npos) return {flag.type, flag.usage};
  const std::string name = flag.usage.substr(open + 1, close - open - 1);
  return {name, flag.usage.substr(0, open) + name + flag.usage.substr(close + 1)};
}

std::string FlagTable(std::vector<Flag> flags) {
  std::erase_if(flags, [](const Flag& flag) { return flag.hidden; });
  std::sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) { return a.name < b.name; });
  std::vector<std::string> left;
  size_t width = 0;
  for (const Flag& flag : flags) {
    std::string text = flag.shorthand == 0 ? "      --" : std::string("  -") + flag.shorthand + ", --";
    text += flag.name;
    if (const std::string value = ValueName(flag).first; !value.empty()) text += " " + value;
    width = std::max(width, text.size());
    left.push_back(std::move(text));
  }
  std::string table;
  for (size_t i = 0; i < flags.size(); ++i) {
    table += left[i] + std::string(width - left[i].size() + 3, ' ') + ValueName(flags[i]).second;
    if (!flags[i].default_text.empty()) table += " (default " + flags[i].default_text + ")";
    table += "\n";
  }
  return table;
}

std::string CommandTable(const std::vector<Command>& commands) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command& command : commands) {
    if (!command.hidden && command.deprecated.empty()) rows.emplace_back(command.name, command.summary);
  }
  std::sort(rows.begin(), rows.end());
  size_t width = 11;
  for (const auto& [name, summary] : rows) width = std::max(width, name.size());
  std::string table;
  for (const auto& [name, summary] : rows) {
    table += "  " + name + std::string(width - name.size() + 1, ' ') + summary + "\n";
  }
  return table;
}

}  // namespace

std::string FormatHelp(const CommandPath& path) {
  const Command& command = *path.back();
  std::vector<std::string> names;
  for (const Command* step : path) names.push_back(step->name);
  const std::string name = Join(names, " ");

  FlagSet own = command.flags;
  own.Append(command.global_flags);
  bool unused = false;
  own.Bool(&unused, "help", 'h', "help for " + command.name);
  if (!command.version.empty()) {
    own.Bool(&unused, "version", own.FindShorthand('v') == nullptr ? 'v' : '\0',
             "version for " + command.name);
  }
  FlagSet global;
  for (size_t i = 0; i + 1 < path.size(); ++i) global.Append(path[i]->global_flags);

  std::string text;
  if (!command.deprecated.empty()) {
    text += "\nCommand \"" + command.name + "\" is deprecated, " + command.deprecated + "\n\n";
  }
  text += (command.description.empty() ? command.summary : command.description) + "\n\nUsage:\n";
  if (command.run) text += "  " + name + " " + (command.usage.empty() ? "[flags]" : command.usage) + "\n";
  if (!command.commands.empty()) text += "  " + name + " [command]\n";
  if (!command.aliases.empty()) {
    text += "\nAliases:\n  " + command.name + ", " + Join(command.aliases, ", ") + "\n";
  }
  if (!command.examples.empty()) text += "\nExamples:\n" + command.examples + "\n";
  if (!command.commands.empty()) {
    text += "\nAvailable Commands:\n" + CommandTable(command.commands);
  }
  text += "\nFlags:\n" + FlagTable(own.flags());
  if (!global.flags().empty()) text += "\nGlobal Flags:\n" + FlagTable(global.flags());
  if (!command.commands.empty()) {
    text += "\nUse \"" + name + " [command] --help\" for more information about a command.\n";
  }
  return text;
}

}  // namespace pkgrepo::cli
