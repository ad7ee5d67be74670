// A repository that `git` is run in, with the credentials of a Secret.

#ifndef PKGREPO_VENDIR_GIT_REPOSITORY_H_
#define PKGREPO_VENDIR_GIT_REPOSITORY_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/temp_dir.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {

class GitRepository {
 public:
  // Writes the Secret's keys and passwords to a folder for temporary files, readable for the user alone: never to
  // where the vendored tree is. Throws Error for an unknown field, and for a password that would be sent over anything but HTTPS.
  GitRepository(const GitSource& source, std::string directory, const FetchContext& context);

  // What git prints. Throws Error with upstream's words and what git complained of if it fails.
  std::string Run(const std::vector<std::string>& arguments) const;
  // nullopt if git fails.
  std::optional<std::string> TryRun(const std::vector<std::string>& arguments) const;

  // Where git's credential helper looks.
  std::string credentials_path() const { return credentials_.path() + "/.git-credentials"; }
  const std::string& directory() const { return directory_; }

 private:
  void UseSecret(const GitSource& source, const Secret& secret);
  void UsePassword(const GitSource& source, const std::string& username, const std::string& password);
  void WritePrivate(const std::string& name, const std::string& content) const;
  ProcessResult Start(const ProcessRequest& request) const;
  ProcessResult Execute(const std::vector<std::string>& arguments) const;

  const FetchContext& context_;
  std::string directory_;
  TempDir credentials_;
  std::map<std::string, std::string> environment_;
};

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_GIT_REPOSITORY_H_
