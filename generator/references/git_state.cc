#include "references/git_state.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::references {
namespace {

// What git prints; nullopt if it fails.
std::optional<std::string> Ask(const std::string& source, const std::vector<std::string>& words,
                               const ProcessRunner& runner) {
  ProcessRequest request{.arguments = {"git"}, .directory = source, .input = "", .environment = {}};
  request.arguments.insert(request.arguments.end(), words.begin(), words.end());
  try {
    const ProcessResult result = runner.Run(request);
    return result.status == 0 ? std::optional(result.output) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::vector<std::string> GitState::TagsHere() const {
  std::vector<std::string> here;
  for (const auto& [name, tagged] : tags) {
    if (tagged == commit) here.push_back(name);
  }
  return here;
}

std::optional<GitState> ReadGitState(const std::string& source, const ProcessRunner& runner) {
  const std::optional<std::string> head = Ask(source, {"rev-parse", "--verify", "HEAD"}, runner);
  // Of an annotated tag, the second is its commit.
  const std::optional<std::string> tags =
      Ask(source, {"for-each-ref", "--format=%(refname:strip=2) %(objectname) %(*objectname)", "refs/tags"},
          runner);
  if (!head || !tags) return std::nullopt;
  GitState state{.commit = std::string(Trim(*head)), .tags = {}};
  for (std::string_view line : SplitLines(*tags)) {
    const std::vector<std::string_view> words = Split(line, ' ');
    if (words.size() != 3) continue;
    state.tags.emplace(words[0], words[2].empty() ? words[1] : words[2]);
  }
  return state;
}

}  // namespace pkgrepo::references
