#include "cli/completion_scripts.h"

#include <fmt/format.h>

#include <vector>

#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

// A command with the words that lead to it ("tag list"; none for the root) and those that fit behind them.
struct Place {
  std::vector<std::string> path;
  std::vector<const Command*> children;
  std::vector<Flag> flags;

  std::vector<std::string> Words() const {
    std::vector<std::string> words;
    for (const Command* child : children) words.push_back(child->name);
    for (const Flag& flag : flags) {
      words.push_back("--" + flag.name);
      if (flag.shorthand != 0) words.push_back(std::string("-") + flag.shorthand);
    }
    return words;
  }
};

// All commands of a tool that are not hidden, each behind those below it.
class Places {
 public:
  explicit Places(const Command& root) { Add(root, {}, root.global_flags); }

  const std::vector<Place>& all() const { return all_; }

 private:
  void Add(const Command& command, const std::vector<std::string>& path, const FlagSet& global_flags) {
    Place place{.path = path, .children = {}, .flags = {}};
    for (const Command& child : command.commands) {
      if (child.hidden || !child.deprecated.empty()) continue;
      place.children.push_back(&child);
      std::vector<std::string> child_path = path;
      child_path.push_back(child.name);
      Add(child, child_path, global_flags);
    }
    FlagSet flags = command.flags;
    flags.Append(global_flags);
    for (const Flag& flag : flags.flags()) {
      if (!flag.hidden) place.flags.push_back(flag);
    }
    all_.push_back(std::move(place));
  }

  std::vector<Place> all_;
};

// A text within single quotes of a POSIX shell or fish.
std::string Quote(std::string_view text) { return "'" + ReplaceAll(text, "'", "'\\''") + "'"; }

}  // namespace

std::string BashCompletion(const Command& root, bool) {
  std::string cases;
  const Places places(root);
  for (const Place& place : places.all()) {
    const std::string pattern = place.path.empty() ? "" : Quote(Join(place.path, " ") + " ");
    cases += fmt::format("    {}*) words={} ;;\n", pattern, Quote(Join(place.Words(), " ")));
  }
  return fmt::format(
      "# bash completion for {0}: source <({0} completion bash)\n"
      "_{0}_complete() {{\n"
      "  local current=\"${{COMP_WORDS[COMP_CWORD]}}\" words\n"
      "  COMPREPLY=()\n"
      "  case \"${{COMP_WORDS[*]:1:COMP_CWORD-1}} \" in\n"
      "{1}"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  if [[ ${{#COMPREPLY[@]}} -eq 0 ]]; then\n"
      "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _{0}_complete {0}\n",
      root.name, cases);
}

std::string FishCompletion(const Command& root, bool descriptions) {
  std::string script = fmt::format("# fish completion for {0}: {0} completion fish | source\n", root.name);
  const auto description = [&](const std::string& text) {
    return descriptions ? " -d " + Quote(text) + "\n" : "\n";
  };
  const Places places(root);
  for (const Place& place : places.all()) {
    std::string condition = place.path.empty() ? "__fish_use_subcommand" : "";
    for (const std::string& name : place.path) {
      condition += (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + name);
    }
    for (const Command* child : place.children) {
      script += fmt::format("complete -c {} -n {} -a {}", root.name, Quote(condition), child->name) +
                description(child->summary);
    }
    for (const Flag& flag : place.flags) {
      script += fmt::format("complete -c {} -n {} -l {}", root.name, Quote(condition), flag.name);
      if (flag.shorthand != 0) script += fmt::format(" -s {}", flag.shorthand);
      if (flag.value_if_bare.empty()) script += " -r";
      script += description(flag.usage);
    }
  }
  return script;
}

std::string PowershellCompletion(const Command& root, bool) {
  std::string cases;
  const Places places(root);
  for (const Place& place : places.all()) {
    std::vector<std::string> words = {root.name};
    words.insert(words.end(), place.path.begin(), place.path.end());
    cases += fmt::format("    '{}*' {{ '{}'; break }}\n", Join(words, " "), Join(place.Words(), " "));
  }
  return fmt::format(
      "# PowerShell completion for {0}: {0} completion powershell | Out-String | Invoke-Expression\n"
      "Register-ArgumentCompleter -Native -CommandName '{0}' -ScriptBlock {{\n"
      "  param($current, $line, $position)\n"
      "  $words = switch -Wildcard (\"$line\") {{\n"
      "{1}"
      "  }}\n"
      "  $words -split ' ' | Where-Object {{ $_ -like \"$current*\" }}\n"
      "}}\n",
      root.name, cases);
}

std::string ZshCompletion(const Command& root, bool descriptions) {
  // zsh runs bash's completions.
  return fmt::format("#compdef {0}\n# zsh completion for {0}: source <({0} completion zsh)\n", root.name) +
         "autoload -U +X bashcompinit && bashcompinit\n" + BashCompletion(root, descriptions);
}

}  // namespace pkgrepo::cli
