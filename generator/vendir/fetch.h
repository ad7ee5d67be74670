// One function per kind of source: each brings the contents to a folder and says what to lock.
//
// Common to all: `target` does not exist yet and is made by the function, with its parents; a failure may
// leave it half made. Errors are upstream's, without the "Syncing directory" ahead.

#ifndef PKGREPO_VENDIR_FETCH_H_
#define PKGREPO_VENDIR_FETCH_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/process.h"
#include "vendir/config.h"
#include "vendir/fetch_cache.h"
#include "vendir/lock_config.h"
#include "vendir/network.h"
#include "vendir/resources.h"

namespace pkgrepo::vendir {

// Where the archive of a chart lies that is not to be fetched; nullopt for any other.
using ChartFinder = std::function<std::optional<std::string>(const HelmChartSource&)>;

// What the functions work with; all references outlive the calls.
struct FetchContext {
  FileSystem& files;
  const ProcessRunner& processes;
  Network& network;
  const Resources& resources;
  const FetchCache& cache;
  // An empty folder on the file system of the target, absolute; its content is thrown away afterwards.
  std::string scratch;
  // Progress for a terminal, as it is.
  std::function<void(std::string_view)> progress;
  ChartFinder find_chart = {};
};

// A Secret's token is for the host of the release; that of the environment is for GitHub itself ($GITHUB_API_URL where
// that is set), whatever host a vendir.yml names.
struct GithubToken {
  std::string value = {};
  bool from_environment = false;
};

LockedGit FetchGit(const GitSource& source, const std::string& target, const FetchContext& context);
LockedHg FetchHg(const HgSource& source, const std::string& target, const FetchContext& context);
LockedHttp FetchHttp(const HttpSource& source, const std::string& target, const FetchContext& context);
LockedImage FetchImage(const ImageSource& source, const std::string& target, const FetchContext& context);
LockedImgpkgBundle FetchImgpkgBundle(const ImgpkgBundleSource& source, const std::string& target,
                                     const FetchContext& context);
LockedGithubRelease FetchGithubRelease(const GithubReleaseSource& source, const GithubToken& token,
                                       const std::string& target, const FetchContext& context);
LockedHelmChart FetchHelmChart(const HelmChartSource& source, const std::string& target,
                               const FetchContext& context);
LockedInline FetchInline(const InlineSource& source, const std::string& target, const FetchContext& context);

// The token for GitHub's API: the Secret's, else $VENDIR_GITHUB_API_TOKEN, else none.
GithubToken FindGithubToken(const GithubReleaseSource& source, const Resources& resources);

// Runs a program that must be installed. Throws Error with Go's words if it cannot be started.
ProcessResult RunTool(const ProcessRunner& processes, const ProcessRequest& request);

// Moves what was fetched to its place.
void MoveIntoPlace(FileSystem& files, const std::string& from, const std::string& target);

// The versions to choose from become the one that `selection` wants. Throws Error with upstream's words.
std::string SelectVersion(const Selection& selection, const std::vector<std::string>& versions);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_FETCH_H_
