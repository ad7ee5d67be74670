// The sets of derived files that a project declares, one each call of add_derived_files().

#ifndef PKGREPO_CLI_GRAPH_DERIVED_SETS_H_
#define PKGREPO_CLI_GRAPH_DERIVED_SETS_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "cli/flags.h"
#include "derived/derived_files.h"

namespace pkgrepo::cli {

struct DerivedSet {
  std::string name;
  // In the build tree.
  std::string folder;
  derived::DerivedSpecification specification;
};

// --tree and --name, which choose among them.
class DerivedSetFlags {
 public:
  // `this` must outlive the set.
  void Declare(FlagSet& flags);
  // In the order of their declarations. Throws Error for a name that is none of a set.
  std::vector<DerivedSet> Read(const FileSystem& disk) const;

 private:
  std::string tree_;
  std::vector<std::string> names_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_DERIVED_SETS_H_
