#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "vendir/fetch.h"
#include "vendir/git_repository.h"
#include "vendir/git_signature.h"

namespace pkgrepo::vendir {
namespace {

constexpr char kOrigin[] = "origin/";

// A name that git would read as an option cannot be the name of a repository.
void RefuseOption(const std::string& what, const std::string& value) {
  if (value.starts_with('-'))
    throw Error("Expected git " + what + " to not begin with '-', but was '" + value + "'");
}

void FetchFromOrigin(const GitSource& source, const GitRepository& repository) {
  std::vector<std::string> arguments = {"fetch", "origin"};
  if (source.ref.starts_with(kOrigin)) arguments.push_back(source.ref.substr(sizeof(kOrigin) - 1));
  if (source.depth > 0) {
    arguments.push_back("--depth");
    arguments.push_back(std::to_string(source.depth));
  }
  repository.Run(arguments);
}

std::string ChooseRef(const GitSource& source, const GitRepository& repository) {
  if (source.ref.starts_with(kOrigin)) return source.ref.substr(sizeof(kOrigin) - 1);
  if (!source.ref.empty()) return source.ref;
  if (!source.ref_selection) throw Error("Expected either ref or ref selection to be specified");
  std::vector<std::string> tags;
  std::string listed = repository.Run({"tag", "-l"});
  for (std::string_view tag : SplitLines(listed)) tags.emplace_back(tag);
  return SelectVersion(*source.ref_selection, tags);
}

// The first line of a commit's message, marked if there are more.
std::string CommitTitle(const std::string& message) {
  std::vector<std::string_view> lines = SplitLines(Trim(message));
  if (lines.empty()) return "";
  return std::string(lines[0]) + (lines.size() > 1 ? "..." : "");
}

LockedGit Describe(const GitRepository& repository) {
  LockedGit locked;
  locked.sha = Trim(repository.Run({"rev-parse", "HEAD"}));
  // A commit that no tag leads to cannot be described, which is no fault.
  if (std::optional<std::string> described = repository.TryRun({"describe", "--tags", locked.sha})) {
    for (std::string_view line : SplitLines(*described)) locked.tags.emplace_back(line);
  }
  locked.commit_title = CommitTitle(repository.Run({"log", "-n", "1", "--pretty=%B", locked.sha}));
  return locked;
}

LockedGit Checkout(const GitSource& source, const std::string& directory, const FetchContext& context) {
  if (source.url.empty()) throw Error("Expected non-empty URL");
  RefuseOption("URL", source.url);
  RefuseOption("ref", source.ref);
  if (source.ref.starts_with(kOrigin)) RefuseOption("ref", source.ref.substr(sizeof(kOrigin) - 1));

  context.files.MakeDirectories(directory, 0700);
  GitRepository repository(source, directory, context);
  repository.Run({"init"});
  repository.Run({"config", "credential.helper", "store --file '" + repository.credentials_path() + "'"});
  repository.Run({"remote", "add", "origin", source.url});
  repository.Run({"config", "remote.origin.tagOpt", "--tags"});
  FetchFromOrigin(source, repository);
  std::string ref = ChooseRef(source, repository);
  RefuseOption("ref", ref);
  if (source.verification) VerifyGitSignature(*source.verification, ref, repository, context);
  repository.Run({"-c", "advice.detachedHead=false", "checkout", ref});
  if (!source.skip_init_submodules) repository.Run({"submodule", "update", "--init", "--recursive"});
  return Describe(repository);
}

}  // namespace

LockedGit FetchGit(const GitSource& source, const std::string& target, const FetchContext& context) {
  std::string directory = context.scratch + "/git";
  LockedGit locked =
      WithContext("Fetching git repository: ", [&] { return Checkout(source, directory, context); });
  MoveIntoPlace(context.files, directory, target);
  return locked;
}

}  // namespace pkgrepo::vendir
