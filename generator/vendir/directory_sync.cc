#include "vendir/directory_sync.h"

#include "base/error.h"
#include "base/exchange.h"
#include "base/temp_dir.h"
#include "vendir/config_json.h"
#include "vendir/copy_tree.h"
#include "vendir/describe_source.h"
#include "vendir/file_filter.h"
#include "vendir/symlinks.h"

namespace pkgrepo::vendir {
namespace {

// The place of contents below the root of their directory; nothing leads out of it.
std::string PlaceOf(const std::string& root, const Contents& contents) {
  if (contents.is_entire_directory()) return root;
  std::string relative = CleanPath("./" + contents.path);
  if (!IsLocalPath(relative)) throw Error("Invalid path: " + contents.path);
  return JoinPath(root, relative);
}

// Throws Error if replacing the folder would pull away the ground under the working directory.
void RefuseOwnGround(const std::string& path) {
  if (IsInside(AbsolutePath("."), AbsolutePath(path))) {
    throw Error("Deleting dir " + path + ": RemoveAll " + path + ": invalid argument");
  }
}

class DirectorySync {
 public:
  DirectorySync(const Directory& directory, const DirectorySyncOptions& options, FetchContext context,
                const SyncProgress& progress)
      : directory_(directory),
        options_(options),
        context_(std::move(context)),
        progress_(progress),
        existing_(JoinPath(options.source_root, directory.path)),
        output_(JoinPath(options.output_root, directory.path)),
        work_(options.output_root.empty() ? "." : options.output_root, ".vendir-tmp-"),
        staging_(CleanPath(work_.path() + "/staging")) {
    context_.progress = progress.raw;
  }

  LockedDirectoryEntry Run() {
    RefuseOwnGround(output_);
    // Contents that are the whole directory make the folder themselves.
    bool entire = directory_.contents.size() == 1 && directory_.contents[0].is_entire_directory();
    if (!entire) files().MakeDirectories(staging_, kPrivateDirectoryMode);
    LockedDirectoryEntry locked{directory_.path, {}};
    for (const Contents& contents : directory_.contents) locked.contents.push_back(Stage(contents));
    Publish();
    return locked;
  }

 private:
  FileSystem& files() { return context_.files; }

  // Builds the contents below the staging folder.
  LockedContents Stage(const Contents& contents) {
    LockedContents locked;
    locked.path = contents.path;
    if (contents.lazy) locked.config_digest = ConfigDigest(contents);
    std::string staged = PlaceOf(staging_, contents);
    const LockedContents* previous = options_.previous_lock.Find(directory_.path, contents.path);
    if (options_.lazy && contents.lazy && previous != nullptr &&
        previous->config_digest == locked.config_digest) {
      progress_.line("Skipping fetch: " + directory_.path + " + " + contents.path +
                     " (flagged as lazy, config has not changed since last sync)");
      StageLazy(contents, staged);
      return *previous;
    }
    progress_.line("Fetching: " + directory_.path + " + " + contents.path + " (" + DescribeSource(contents) +
                   ")");
    Fetch(contents, staged, locked);
    if (!contents.manual) Refine(contents, staged);
    std::optional<uint32_t> permissions =
        contents.permissions ? contents.permissions : directory_.permissions;
    if (permissions) files().SetMode(staged, *permissions);
    return locked;
  }

  void StageLazy(const Contents& contents, const std::string& staged) {
    WithContext("Lazy content missing. Run sync with --lazy=false to fix. '" + directory_.path + "': ",
                [&] { StageExisting(contents, staged); });
  }

  // The folder of the last sync, or one that is kept by hand, becomes part of the new tree.
  void StageExisting(const Contents& contents, const std::string& staged) {
    std::string from = PlaceOf(existing_, contents);
    if (!files().Stat(from)) throw Error("lstat " + from + ": no such file or directory");
    files().MakeDirectories(std::string(DirName(staged)), kPrivateDirectoryMode);
    LinkTree(files(), from, staged);
  }

  void Fetch(const Contents& contents, const std::string& staged, LockedContents& locked) {
    std::string incoming = work_.path() + "/incoming";
    files().RemoveAll(incoming);
    files().MakeDirectories(incoming, kPrivateDirectoryMode);
    context_.scratch = AbsolutePath(incoming);
    auto with = [&](const std::string& kind) {
      return "Syncing directory '" + contents.path + "' with " + kind + " contents: ";
    };
    if (contents.git) {
      locked.git = WithContext(with("git"), [&] { return FetchGit(*contents.git, staged, context_); });
    } else if (contents.hg) {
      locked.hg = WithContext(with("hg"), [&] { return FetchHg(*contents.hg, staged, context_); });
    } else if (contents.http) {
      locked.http = WithContext(with("HTTP"), [&] { return FetchHttp(*contents.http, staged, context_); });
    } else if (contents.image) {
      locked.image =
          WithContext(with("image"), [&] { return FetchImage(*contents.image, staged, context_); });
    } else if (contents.imgpkg_bundle) {
      locked.imgpkg_bundle = WithContext(
          with("imgpkgBundle"), [&] { return FetchImgpkgBundle(*contents.imgpkg_bundle, staged, context_); });
    } else if (contents.github_release) {
      GithubToken token = WithContext("Getting auth token: ", [&] {
        return FindGithubToken(*contents.github_release, context_.resources);
      });
      locked.github_release = WithContext(with("github release"), [&] {
        return FetchGithubRelease(*contents.github_release, token, staged, context_);
      });
    } else if (contents.helm_chart) {
      locked.helm_chart = WithContext(with("helm chart"),
                                      [&] { return FetchHelmChart(*contents.helm_chart, staged, context_); });
    } else if (contents.inline_source) {
      locked.inline_source =
          WithContext(with("inline"), [&] { return FetchInline(*contents.inline_source, staged, context_); });
    } else if (contents.directory) {
      WithContext("Copying another directory contents into directory '" + contents.path + "': ",
                  [&] { CopyDirectory(contents.directory->path, staged); });
      locked.directory.emplace();
    } else {
      WithContext("Moving directory '" + PlaceOf(existing_, contents) + "' to staging dir: ",
                  [&] { StageManual(contents, staged); });
      locked.manual.emplace();
    }
  }

  void CopyDirectory(const std::string& path, const std::string& staged) {
    std::string from = path.empty() ? "" : JoinPath(options_.source_root, path);
    if (from.empty() || !files().Stat(from)) throw Error("lstat " + path + ": no such file or directory");
    files().MakeDirectories(std::string(DirName(staged)), kPrivateDirectoryMode);
    CopyTree(files(), from, staged);
  }

  void StageManual(const Contents& contents, const std::string& staged) {
    std::string from = PlaceOf(existing_, contents);
    if (!files().Stat(from)) throw Error("rename " + from + " " + staged + ": no such file or directory");
    StageExisting(contents, staged);
  }

  // Filters, root path and ignored files, in this order.
  void Refine(const Contents& contents, const std::string& staged) {
    WithContext("Filtering paths in directory '" + contents.path + "': ",
                [&] { FilterFiles(files(), staged, contents); });
    if (!contents.new_root_path.empty()) {
      WithContext("Changing to new root path '" + contents.path + "': ",
                  [&] { ChangeRoot(files(), staged, contents.new_root_path, work_.path() + "/new-root"); });
    }
    WithContext("Copying existing content to staging '" + directory_.path + "': ",
                [&] { KeepIgnored(files(), PlaceOf(existing_, contents), staged, contents.ignore_paths); });
  }

  // Puts the staged tree in its place.
  void Publish() {
    bool keeps_others = options_.partial && files().IsDirectory(output_);
    if (!keeps_others) {
      files().MakeDirectories(std::string(DirName(output_)), kPrivateDirectoryMode);
      if (directory_.permissions) files().SetMode(staging_, *directory_.permissions);
      ExchangeTrees(files(), staging_, output_, work_.path() + "/old");
      return;
    }
    for (const Contents& contents : directory_.contents) {
      std::string place = PlaceOf(output_, contents);
      files().MakeDirectories(std::string(DirName(place)), kPrivateDirectoryMode);
      ExchangeTrees(files(), PlaceOf(staging_, contents), place, work_.path() + "/old");
      files().RemoveAll(work_.path() + "/old");
    }
    if (directory_.permissions) files().SetMode(output_, *directory_.permissions);
  }

  const Directory& directory_;
  const DirectorySyncOptions& options_;
  FetchContext context_;
  const SyncProgress& progress_;
  std::string existing_;
  std::string output_;
  TempDir work_;
  std::string staging_;
};

}  // namespace

LockedDirectoryEntry SyncDirectory(const Directory& directory, const DirectorySyncOptions& options,
                                   const FetchContext& context, const SyncProgress& progress) {
  return WithContext("Syncing directory '" + directory.path + "': ",
                     [&] { return DirectorySync(directory, options, context, progress).Run(); });
}

}  // namespace pkgrepo::vendir
