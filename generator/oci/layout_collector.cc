#include "oci/layout_collector.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <set>

#include "base/error.h"
#include "base/file_lock.h"
#include "base/file_system.h"
#include "oci/image.h"
#include "oci/layout.h"
#include "oci/layout_files.h"

namespace pkgrepo::oci {
namespace {

// Finds all that the entries of index.json lead to. What is missing is passed over.
class Marker {
 public:
  explicit Marker(const Layout& layout) : layout_(layout) {}

  void Mark(const Descriptor& content, int depth = 0) {
    if (!reached_.insert(content.digest).second || !layout_.HasBlob(content.digest)) return;
    if (IsIndexMediaType(content.media_type)) {
      if (depth >= kMaxIndexDepth)
        throw Error("Index " + content.digest.ToString() + " is nested too deeply");
      for (const Descriptor& child : Index::Parse(layout_.ReadBlob(content.digest)).manifests) {
        Mark(child, depth + 1);
      }
    } else if (content.media_type == kDockerManifest || content.media_type == kOciManifest) {
      const Manifest manifest = Manifest::Parse(layout_.ReadBlob(content.digest));
      reached_.insert(manifest.config.digest);
      for (const Descriptor& layer : manifest.layers) reached_.insert(layer.digest);
    }
  }

  bool Reached(const Digest& digest) const { return reached_.contains(digest); }

 private:
  const Layout& layout_;
  std::set<Digest> reached_;
};

int64_t SizeOf(const std::string& path) {
  const auto info = RealFileSystem().Stat(path);
  return info ? static_cast<int64_t>(info->size) : 0;
}

// Of what is in `folder` itself. Each blob of a large layout is looked at each time that a stage is made, so it is named from
// the open folder, and not by its path.
int64_t TotalSize(const std::string& folder) {
  struct Closer {
    void operator()(DIR* open) const { ::closedir(open); }
  };
  const std::unique_ptr<DIR, Closer> open(::opendir(folder.c_str()));
  if (open == nullptr) throw Error("cannot list '" + folder + "': " + std::strerror(errno));
  int64_t size = 0;
  while (const dirent* entry = ::readdir(open.get())) {
    struct stat status {};
    const bool is_file = ::fstatat(::dirfd(open.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode);
    size += is_file ? status.st_size : 0;
  }
  return size;
}

// nullopt if there has been none.
std::optional<int64_t> SizeAfterLastCollection(const LayoutFiles& paths) {
  RealFileSystem files;
  if (!files.IsFile(paths.collected)) return std::nullopt;
  const std::string text = files.ReadFile(paths.collected);
  int64_t size = 0;
  std::from_chars(text.data(), text.data() + text.size(), size);
  return size;
}

void NoteSize(int64_t size, const LayoutFiles& paths) {
  RealFileSystem().WriteFile(paths.collected, std::to_string(size) + "\n");
}

// Precondition: the users' lock is held alone.
Collected Collect(const std::string& directory, const LayoutFiles& paths) {
  RealFileSystem files;
  const Layout layout = Layout::OpenLocked(directory);
  layout.WriteIndex();
  Marker marker(layout);
  for (const Descriptor& entry : Index::Parse(files.ReadFile(paths.index)).manifests) marker.Mark(entry);
  Collected collected;
  for (const std::string& name : files.ListDirectory(paths.blobs)) {
    const std::optional<Digest> digest = Digest::Parse("sha256:" + name);
    if (digest && marker.Reached(*digest)) continue;
    const std::string path = JoinPath(paths.blobs, name);
    collected.removed_bytes += SizeOf(path);
    ++collected.removed_blobs;
    files.RemoveAll(path);
  }
  NoteSize(TotalSize(paths.blobs), paths);
  return collected;
}

}  // namespace

Collected CollectGarbage(const std::string& directory) {
  Layout::Open(directory);
  const LayoutFiles paths(directory);
  const FileLock alone(paths.users_lock, FileLock::Kind::kExclusive);
  return Collect(directory, paths);
}

void CollectIfGrown(const std::string& directory) {
  const LayoutFiles paths(directory);
  const int64_t size = TotalSize(paths.blobs);
  const std::optional<int64_t> before = SizeAfterLastCollection(paths);
  if (size <= kSmallLayout || (before && size <= 2 * *before && size <= *before + kMaxGrowth)) return;
  const auto alone = FileLock::Try(paths.users_lock, FileLock::Kind::kExclusive);
  if (!alone) return;
  if (before) {
    Collect(directory, paths);
  } else {  // what was made from nothing has hardly any garbage
    NoteSize(size, paths);
  }
}

}  // namespace pkgrepo::oci
