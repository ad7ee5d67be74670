#include "oci/layout.h"

#include <functional>

#include "base/error.h"
#include "base/file_system.h"
#include "oci/blob_file.h"
#include "oci/layout_files.h"

namespace pkgrepo::oci {
namespace {

constexpr std::string_view kLayoutContent = "{\"imageLayoutVersion\":\"1.0.0\"}";
// An index of all images of a large repository; far above any that is in use.
constexpr uint64_t kMaxIndexSize = 256 << 20;
// A shorter index.json is rewritten for each name.
constexpr uint64_t kShortIndex = 128 << 10;
// A longer one about when this part of its names waits.
constexpr size_t kWaitingPart = 8;
constexpr uint64_t kBytesPerName = 600;

// Whether it is for this manifest under this name, one of `every`, to have the index rewritten. To count what waits would
// take longer for each name, the more of them there are.
bool IsItsTurn(std::string_view name, const Descriptor& manifest, uint64_t every) {
  return std::hash<std::string>()(std::string(name) + manifest.digest.hex()) % every == 0;
}

std::string ReadIndex(const std::string& directory, const LayoutFiles& paths) {
  RealFileSystem files;
  const auto info = files.StatFollowing(paths.index);
  if (!info) throw Error("'" + directory + "' is not an OCI image layout: it has no index.json");
  if (info->size > kMaxIndexSize) throw Error("'" + paths.index + "' is too large");
  return files.ReadFile(paths.index);
}

// The file of a name that waits.
std::string NameFile(const LayoutFiles& paths, std::string_view name) {
  return JoinPath(paths.names, Digest::Of(name).hex());
}

std::vector<std::string> ListWaiting(const LayoutFiles& paths) {
  RealFileSystem files;
  return files.IsDirectory(paths.names) ? files.ListDirectory(paths.names) : std::vector<std::string>();
}

// A file that is gone since has gone into index.json.
void ReadWaiting(const LayoutFiles& paths, NamedManifests& names) {
  RealFileSystem files;
  for (const std::string& file : ListWaiting(paths)) {
    const std::string path = JoinPath(paths.names, file);
    try {
      auto [name, manifest] = ParseNameFile(files.ReadFile(path));
      names.insert_or_assign(std::move(name), std::move(manifest));
    } catch (const Error&) {
      if (files.IsFile(path)) throw;
    }
  }
}

bool Same(const Descriptor& a, const Descriptor& b) {
  return a.digest == b.digest && a.size == b.size && a.media_type == b.media_type;
}

// Removes what killed writers have left, if nobody else is at work.
void RemoveUnfinished(const LayoutFiles& paths) {
  RealFileSystem files;
  if (!files.IsDirectory(paths.unfinished) || files.ListDirectory(paths.unfinished).empty()) return;
  const auto alone = FileLock::Try(paths.users_lock, FileLock::Kind::kExclusive);
  if (!alone) return;
  for (const std::string& name : files.ListDirectory(paths.unfinished)) {
    files.RemoveAll(JoinPath(paths.unfinished, name));
  }
}

FileLock Enter(const LayoutFiles& paths) {
  for (const std::string& folder : {paths.blobs, paths.unfinished, paths.names}) {
    RealFileSystem().MakeDirectories(folder);
  }
  RemoveUnfinished(paths);
  return FileLock(paths.users_lock, FileLock::Kind::kShared);
}

}  // namespace

Layout::Layout(std::string directory, std::optional<FileLock> users)
    : directory_(std::move(directory)), users_(std::make_shared<std::optional<FileLock>>(std::move(users))) {}

Layout Layout::Create(const std::string& directory) {
  RealFileSystem files;
  const LayoutFiles paths(directory);
  Layout layout(directory, Enter(paths));
  const FileLock lock(paths.index_lock, FileLock::Kind::kExclusive);
  files.WriteFileIfChanged(paths.layout, kLayoutContent);
  if (!files.IsFile(paths.index)) files.WriteFile(paths.index, PrintLayoutIndex({}));
  return layout;
}

Layout Layout::Open(const std::string& directory) {
  RealFileSystem files;
  const LayoutFiles paths(directory);
  if (!files.IsFile(paths.layout)) {
    throw Error("'" + directory + "' is not an OCI image layout: it has no file oci-layout");
  }
  try {
    return Layout(directory, Enter(paths));
  } catch (const Error&) {
    return Layout(directory, std::nullopt);  // one that may only be read; writing to it fails by itself
  }
}

std::string Layout::BlobPath(const Digest& digest) const {
  return JoinPath(LayoutFiles(directory_).blobs, digest.hex());
}

bool Layout::HasBlob(const Digest& digest) const { return RealFileSystem().IsFile(BlobPath(digest)); }

std::string Layout::ReadBlob(const Digest& digest, int64_t max_size) const {
  RealFileSystem files;
  const std::string path = BlobPath(digest);
  const auto info = files.StatFollowing(path);
  if (!info) {
    throw Error("The image layout '" + directory_ + "' has no blob " + digest.ToString()).Hint(HowToHeal());
  }
  if (info->size > static_cast<uint64_t>(max_size)) {
    throw Error("Blob " + digest.ToString() + " is too large: " + std::to_string(info->size) + " bytes");
  }
  std::string bytes = files.ReadFile(path);
  if (Digest::Of(bytes) != digest) {
    throw Error("'" + path + "' is damaged").Hint(HowToHeal());
  }
  return bytes;
}

void Layout::CheckSize(const Descriptor& blob) const {
  const auto info = RealFileSystem().StatFollowing(BlobPath(blob.digest));
  if (!info) {
    throw Error("The image layout '" + directory_ + "' has no blob " + blob.digest.ToString())
        .Hint(HowToHeal());
  }
  if (info->size == static_cast<uint64_t>(blob.size)) return;
  throw Error("'" + BlobPath(blob.digest) + "' is damaged: it has " + std::to_string(info->size) +
              " bytes, not " + std::to_string(blob.size))
      .Hint(HowToHeal());
}

// What was made from a blob does not know that it is gone; all is made again where the layout is.
std::string Layout::HowToHeal() const { return "remove '" + directory_ + "' and build again"; }

Descriptor Layout::PutBlob(std::string_view media_type, std::string_view bytes) const {
  Descriptor blob{.media_type = std::string(media_type),
                  .size = static_cast<int64_t>(bytes.size()),
                  .digest = Digest::Of(bytes)};
  RealFileSystem files;
  const std::string path = BlobPath(blob.digest);
  const auto there = files.Stat(path);
  if (there && there->is_file() && there->size == bytes.size() && files.ReadFile(path) == bytes) return blob;
  const auto writer = NewBlob();
  writer->Write(bytes);
  return writer->Commit(media_type, blob.digest);
}

std::unique_ptr<BlobWriter> Layout::NewBlob() const { return std::make_unique<BlobFile>(*this); }

// What waits is read first: if it goes into index.json meanwhile, it is found there as well.
NamedManifests Layout::Names() const {
  const LayoutFiles paths(directory_);
  NamedManifests names;
  ReadWaiting(paths, names);
  names.merge(ParseLayoutIndex(ReadIndex(directory_, paths)));
  return names;
}

void Layout::SetName(std::string_view name, const Descriptor& manifest) const {
  PutBlob(kOciIndex, PrintIndexOfOne(manifest));
  RealFileSystem files;
  const LayoutFiles paths(directory_);
  const FileLock lock(paths.index_lock, FileLock::Kind::kExclusive);
  const auto index = files.StatFollowing(paths.index);
  const uint64_t size = index ? index->size : 0;
  if (size > kShortIndex && !IsItsTurn(name, manifest, size / kBytesPerName / kWaitingPart)) {
    files.WriteFileIfChanged(NameFile(paths, name), PrintNameFile(name, manifest));
    return;
  }
  NamedManifests names = Names();
  const auto [entry, is_new] = names.try_emplace(std::string(name), manifest);
  if (!is_new && !Same(entry->second, manifest)) entry->second = manifest;
  WriteIndexWith(std::move(names));
}

void Layout::WriteIndex() const {
  const LayoutFiles paths(directory_);
  const FileLock lock(paths.index_lock, FileLock::Kind::kExclusive);
  if (!ListWaiting(paths).empty()) WriteIndexWith(Names());
}

// Precondition: the index's lock is held.
void Layout::WriteIndexWith(NamedManifests names) const {
  RealFileSystem files;
  const LayoutFiles paths(directory_);
  files.WriteFileIfChanged(paths.index, PrintLayoutIndex(names));
  for (const std::string& file : ListWaiting(paths)) files.RemoveAll(JoinPath(paths.names, file));
}

}  // namespace pkgrepo::oci
