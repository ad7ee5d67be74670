#include "packaging/git_checkout.h"

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/process.h"
#include "base/strings.h"
#include "base/temp_dir.h"

namespace pkgrepo::packaging {
namespace {

constexpr size_t kShortCommit = 8;
// The mode of a submodule in an index.
constexpr std::string_view kSubmodule = "160000 ";

using Words = std::vector<std::string>;

ProcessResult TryGit(const std::string& directory, Words words,
                     std::map<std::string, std::string> environment = {}) {
  words.insert(words.begin(), "git");
  try {
    return RealProcessRunner().Run(
        {.arguments = std::move(words), .directory = directory, .input = "", .environment = std::move(environment)});
  } catch (Error& error) {
    throw error.Hint("install git, or compare with a build folder that was kept");
  }
}

std::string Git(const std::string& directory, const Words& words, std::map<std::string, std::string> environment = {}) {
  ProcessResult result = TryGit(directory, words, std::move(environment));
  if (result.status != 0) {
    throw Error("git " + words[0] + " failed in '" + directory + "'").Note(std::string(Trim(result.error_output)));
  }
  return std::move(result.output);
}

// Writes the files of `commit` to `target`, then those of the submodules in it.
void CheckOutCommit(const std::string& root, const std::string& commit, const std::string& target) {
  RealFileSystem disk;
  disk.MakeDirectories(target);
  const TempDir temporary;
  const std::map<std::string, std::string> environment = {
      {"GIT_DIR", std::string(Trim(Git(root, {"rev-parse", "--absolute-git-dir"})))},
      {"GIT_WORK_TREE", target},
      {"GIT_INDEX_FILE", JoinPath(temporary.path(), "index")}};
  Git(target, {"read-tree", "--no-sparse-checkout", commit}, environment);
  Git(target, {"checkout-index", "--all", "--quiet"}, environment);
  const std::string index = Git(target, {"ls-files", "--stage", "-z"}, environment);
  for (std::string_view entry : Split(index, '\0')) {
    if (!entry.starts_with(kSubmodule)) continue;
    entry.remove_prefix(kSubmodule.size());
    const size_t tab = entry.find('\t');
    const std::string submodule(entry.substr(0, entry.find(' ')));
    const std::string path(entry.substr(tab + 1));
    const std::string place = JoinPath(root, path);
    const bool is_there =
        disk.Stat(JoinPath(place, ".git")) && TryGit(place, {"cat-file", "-e", submodule + "^{commit}"}).status == 0;
    if (!is_there) {
      throw Error("the submodule '" + path + "' has no commit " + submodule)
          .Hint("run `git submodule update --init`, and `git fetch` in it");
    }
    CheckOutCommit(place, submodule, JoinPath(target, path));
  }
}

}  // namespace

std::string GitRevision::Describe() const { return name + " (" + commit.substr(0, kShortCommit) + ")"; }

GitRevision FindRevision(const std::string& name, const std::string& directory) {
  if (name.empty() || name.starts_with('-')) throw Error("'" + name + "' is no revision");
  const ProcessResult root = TryGit(directory, {"rev-parse", "--show-toplevel"});
  if (root.status != 0) {
    throw Error("'" + name + "' is no build folder, and no revision: git knows none for '" + directory + "'")
        .Note(std::string(Trim(root.error_output)));
  }
  const ProcessResult commit = TryGit(directory, {"rev-parse", "--verify", "--quiet", name + "^{commit}"});
  if (commit.status == 0) {
    // git ends what it prints with a line break, and a path may end with blanks.
    return {.name = name,
            .commit = std::string(Trim(commit.output)),
            .root = root.output.substr(0, root.output.size() - 1)};
  }
  Error error("'" + name + "' is neither a build folder nor a revision that git knows in '" + directory + "'");
  if (Trim(Git(directory, {"rev-parse", "--is-shallow-repository"})) == "true") {
    throw error.Hint("this clone is shallow: fetch the revision, as with `git fetch --depth=1 origin " + name +
                     "`, and name it FETCH_HEAD");
  }
  throw error.Hint("name a branch that was only fetched with its remote, as in origin/main");
}

void CheckOut(const GitRevision& revision, const std::string& target) {
  CheckOutCommit(revision.root, revision.commit, target);
}

}  // namespace pkgrepo::packaging
