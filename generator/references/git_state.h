// What git knows of a source tree: the commit that is checked out, and the tags.

#ifndef PKGREPO_REFERENCES_GIT_STATE_H_
#define PKGREPO_REFERENCES_GIT_STATE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/process.h"

namespace pkgrepo::references {

struct GitState {
  // Its full number.
  std::string commit;
  // By name, the commit of each tag.
  std::map<std::string, std::string> tags;

  // Those of the commit.
  std::vector<std::string> TagsHere() const;
};

// nullopt if there is no git, no commit, or `source` is in no working tree.
std::optional<GitState> ReadGitState(const std::string& source, const ProcessRunner& runner);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_GIT_STATE_H_
