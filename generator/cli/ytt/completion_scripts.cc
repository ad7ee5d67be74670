#include "cli/ytt/completion_scripts.h"

#include <fmt/format.h>

#include <vector>

#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

// A text within single quotes of a shell.
std::string Quote(std::string_view text) { return "'" + ReplaceAll(text, "'", "'\\''") + "'"; }

std::vector<std::string> FlagWords(const Command& command) {
  std::vector<std::string> words;
  for (const Flag& flag : command.flags.flags()) {
    if (flag.hidden) continue;
    words.push_back("--" + flag.name);
    if (flag.shorthand != 0) words.push_back(std::string("-") + flag.shorthand);
  }
  return words;
}

std::vector<std::string> CommandWords(const Command& command) {
  std::vector<std::string> words;
  for (const Command& child : command.commands) {
    if (!child.hidden) words.push_back(child.name);
  }
  return words;
}

// The words that fit behind the command, as a line of a `case` over its name.
std::string CaseLine(std::string_view name, const Command& command, const Command* root) {
  std::vector<std::string> words = FlagWords(command);
  if (root != nullptr) {
    const std::vector<std::string> commands = CommandWords(*root);
    words.insert(words.begin(), commands.begin(), commands.end());
  }
  return fmt::format("    {}) words={} ;;\n", name, Quote(Join(words, " ")));
}

}  // namespace

std::string BashCompletion(const Command& root) {
  std::string cases;
  for (const Command& child : root.commands) cases += CaseLine(child.name, child, nullptr);
  cases += CaseLine("*", root, &root);
  return fmt::format(
      "# bash completion for {0}: source <({0} completion bash)\n"
      "_{0}_complete() {{\n"
      "  local current=\"${{COMP_WORDS[COMP_CWORD]}}\" words\n"
      "  COMPREPLY=()\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n"
      "{1}"
      "  esac\n"
      "  if [[ \"$current\" == -* || \"$COMP_CWORD\" -eq 1 ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  fi\n"
      "  if [[ ${{#COMPREPLY[@]}} -eq 0 ]]; then\n"
      "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _{0}_complete {0}\n",
      root.name, cases);
}

std::string ZshCompletion(const Command& root) {
  // zsh runs bash's completions.
  return fmt::format("#compdef {0}\n# zsh completion for {0}: source <({0} completion zsh)\n", root.name) +
         "autoload -U +X bashcompinit && bashcompinit\n" + BashCompletion(root);
}

std::string FishCompletion(const Command& root) {
  std::string script = fmt::format("# fish completion for {0}: {0} completion fish | source\n", root.name);
  const auto add_flags = [&](const Command& command, const std::string& condition) {
    for (const Flag& flag : command.flags.flags()) {
      if (flag.hidden) continue;
      script += fmt::format("complete -c {} -n {} -l {}", root.name, Quote(condition), flag.name);
      if (flag.shorthand != 0) script += fmt::format(" -s {}", flag.shorthand);
      if (flag.value_if_bare.empty()) script += " -r";
      script += fmt::format(" -d {}\n", Quote(flag.usage));
    }
  };
  add_flags(root, "__fish_use_subcommand");
  for (const Command& child : root.commands) {
    if (child.hidden) continue;
    script += fmt::format("complete -c {} -n '__fish_use_subcommand' -a {} -d {}\n", root.name, child.name,
                          Quote(child.summary));
    add_flags(child, "__fish_seen_subcommand_from " + child.name);
  }
  return script;
}

}  // namespace pkgrepo::cli
