#include "cli/graph/derived_sets.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "cli/graph/step_flags.h"
#include "packaging/build_tree.h"

namespace pkgrepo::cli {

void DerivedSetFlags::Declare(FlagSet& flags) {
  flags.String(&tree_, "tree", 0,
               "Find what the project declares in `FOLDER`, such as build/carvel (required)");
  flags.StringArray(&names_, "name", 0,
                    "The files that add_derived_files(`NAME`) declares (default: all); may be repeated");
}

std::vector<DerivedSet> DerivedSetFlags::Read(const FileSystem& disk) const {
  RequireFlag(tree_, "tree");
  const packaging::BuildTree tree(tree_);
  const std::string list = tree.DerivedList();
  if (!disk.IsFile(list)) throw Error("the project is not configured: run cmake first").At({.file = list});
  std::vector<std::string> declared;
  const std::string text = disk.ReadFile(list);
  for (std::string_view line : SplitLines(text)) declared.emplace_back(line);
  for (const std::string& name : names_) {
    if (std::ranges::find(declared, name) == declared.end()) {
      throw Error("the project has no add_derived_files(" + name + ")").At({.file = list});
    }
  }
  std::vector<DerivedSet> sets;
  for (const std::string& name : declared) {
    if (!names_.empty() && std::ranges::find(names_, name) == names_.end()) continue;
    const std::string folder = tree.Derived(name);
    const std::string file = JoinPath(folder, packaging::kSpecification);
    sets.push_back({.name = name,
                    .folder = folder,
                    .specification = derived::DerivedSpecification::Parse(file, disk.ReadFile(file))});
  }
  return sets;
}

}  // namespace pkgrepo::cli
