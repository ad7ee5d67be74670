#include "base/error.h"
#include "base/file_system.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {
namespace {

// The place of the inline file `path` below `target`. A slash ahead is passed over. Throws Error if it leads
// out.
std::string PlaceOf(const std::string& target, const std::string& path) {
  std::string relative = CleanPath("./" + path);
  if (!IsLocalPath(relative) || relative == ".") throw Error("Invalid path: " + path);
  return JoinPath(target, relative);
}

void WriteFiles(FileSystem& files, const std::string& target, const std::string& directory,
                const std::map<std::string, std::string>& contents) {
  for (auto& [name, text] : contents) {
    std::string place = PlaceOf(target, JoinPath(directory, name));
    files.MakeDirectories(std::string(DirName(place)), kPrivateDirectoryMode);
    files.WriteFile(place, text, kPrivateFileMode);
  }
}

}  // namespace

LockedInline FetchInline(const InlineSource& source, const std::string& target, const FetchContext& context) {
  WriteFiles(context.files, target, "", source.paths);
  for (const InlinePathsFrom& from : source.paths_from) {
    if (from.secret) {
      const Secret& secret = context.resources.GetSecret(from.secret->name);
      WriteFiles(context.files, target, from.secret->directory_path, secret.data);
    } else if (from.config_map) {
      const ConfigMap& config_map = context.resources.GetConfigMap(from.config_map->name);
      WriteFiles(context.files, target, from.config_map->directory_path, config_map.data);
    } else {
      throw Error("Expected either secretRef or configMapRef as a source");
    }
  }
  return {};
}

}  // namespace pkgrepo::vendir
