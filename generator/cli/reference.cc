#include "cli/reference.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::cli {
namespace {

void AppendCommand(CommandPath& path, std::string& text) {
  std::vector<std::string> names;
  for (const Command* step : path) names.push_back(step->name);
  text += "\n" + std::string(std::min<size_t>(path.size(), 3) + 1, '#') + " " + Join(names, " ") +
          "\n\n```\n" + FormatHelp(path) + "```\n";
  CommandPath children;
  for (const Command& child : path.back()->commands) {
    if (!child.hidden && child.name != "help") children.push_back(&child);
  }
  std::sort(children.begin(), children.end(),
            [](const Command* a, const Command* b) { return a->name < b->name; });
  for (const Command* child : children) {
    path.push_back(child);
    AppendCommand(path, text);
    path.pop_back();
  }
}

}  // namespace

std::string FormatReference(const Command& root) {
  std::string text = "# Reference of the commands\n\nMade by `" + root.name +
                     " reference` from what the commands declare; the target `reference` writes it again.\n";
  CommandPath path = {&root};
  AppendCommand(path, text);
  return text;
}

}  // namespace pkgrepo::cli
