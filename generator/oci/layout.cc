#include "oci/layout.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file_system.h"

namespace pkgrepo::oci {
namespace {

constexpr std::string_view kLayoutFile = "oci-layout";
constexpr std::string_view kIndexFile = "index.json";
constexpr std::string_view kLockFile = ".index.lock";
constexpr std::string_view kBlobs = "blobs/sha256";
constexpr std::string_view kTemporaryPrefix = ".tmp-";
constexpr std::string_view kLayoutContent = "{\"imageLayoutVersion\":\"1.0.0\"}";
// An index of all images of a large repository; far above any that is in use.
constexpr uint64_t kMaxIndexSize = 256 << 20;

[[noreturn]] void ThrowSystemError(const std::string& what, const std::string& path) {
  throw Error(what + " '" + path + "': " + std::strerror(errno));
}

// A file descriptor that closes itself.
class OpenFile {
 public:
  OpenFile(const std::string& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) ThrowSystemError("Opening", path);
  }
  ~OpenFile() { close(fd_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int fd() const { return fd_; }

 private:
  int fd_;
};

// Holds the layout's lock, which is released when the file is closed, by a crash, too.
class IndexLock {
 public:
  explicit IndexLock(const std::string& directory) : file_(JoinPath(directory, kLockFile), O_RDWR | O_CREAT) {
    while (flock(file_.fd(), LOCK_EX) != 0) {
      if (errno != EINTR) ThrowSystemError("Locking", JoinPath(directory, kLockFile));
    }
  }

 private:
  OpenFile file_;
};

// Unique among the processes and threads that may write to one layout.
std::string TemporaryName() {
  static std::atomic<unsigned> counter = 0;
  return std::string(kTemporaryPrefix) + std::to_string(getpid()) + "-" + std::to_string(counter++);
}

class FileBlobWriter : public BlobWriter {
 public:
  explicit FileBlobWriter(const Layout& layout)
      : layout_(layout),
        path_(JoinPath(JoinPath(layout.directory(), kBlobs), TemporaryName())),
        file_(path_, O_WRONLY | O_CREAT | O_TRUNC) {}
  ~FileBlobWriter() override {
    if (!committed_) unlink(path_.c_str());
  }

  void Write(std::string_view bytes) override {
    hash_.Update(bytes);
    size_ += static_cast<int64_t>(bytes.size());
    while (!bytes.empty()) {
      const ssize_t count = write(file_.fd(), bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) ThrowSystemError("Writing", path_);
      bytes.remove_prefix(static_cast<size_t>(count));
    }
  }

  Descriptor Commit(std::string_view media_type, const std::optional<Digest>& expected) override {
    Descriptor blob{.media_type = std::string(media_type), .size = size_, .digest = hash_.Finish()};
    if (expected && *expected != blob.digest) {
      throw Error("Expected content with digest " + expected->ToString() + ", got " + blob.digest.ToString());
    }
    if (!layout_.HasBlob(blob.digest)) {
      RealFileSystem().Rename(path_, layout_.BlobPath(blob.digest));
      committed_ = true;
    }
    return blob;
  }

 private:
  const Layout layout_;
  const std::string path_;
  OpenFile file_;
  Sha256 hash_;
  int64_t size_ = 0;
  bool committed_ = false;
};

std::string ReadIndex(const std::string& directory) {
  const std::string path = JoinPath(directory, kIndexFile);
  RealFileSystem files;
  const auto info = files.StatFollowing(path);
  if (!info) throw Error("'" + directory + "' is not an OCI image layout: it has no index.json");
  if (info->size > kMaxIndexSize) throw Error("'" + path + "' is too large");
  return files.ReadFile(path);
}

std::string IndexAsJson(const std::vector<std::pair<std::string, Descriptor>>& names) {
  using nlohmann::ordered_json;
  ordered_json manifests = ordered_json::array();
  for (const auto& [name, descriptor] : names) {
    manifests.push_back({{"mediaType", descriptor.media_type},
                         {"size", descriptor.size},
                         {"digest", descriptor.digest.ToString()},
                         {"annotations", {{kRefNameAnnotation, name}}}});
  }
  const ordered_json index = {{"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", manifests}};
  return index.dump(1) + "\n";
}

}  // namespace

Layout Layout::Create(const std::string& directory) {
  RealFileSystem files;
  files.MakeDirectories(JoinPath(directory, kBlobs));
  const IndexLock lock(directory);
  files.WriteFileIfChanged(JoinPath(directory, kLayoutFile), kLayoutContent);
  if (!files.IsFile(JoinPath(directory, kIndexFile))) {
    files.WriteFile(JoinPath(directory, kIndexFile), IndexAsJson({}));
  }
  return Layout(directory);
}

Layout Layout::Open(const std::string& directory) {
  RealFileSystem files;
  if (!files.IsFile(JoinPath(directory, kLayoutFile))) {
    throw Error("'" + directory + "' is not an OCI image layout: it has no file oci-layout");
  }
  return Layout(directory);
}

std::string Layout::BlobPath(const Digest& digest) const {
  return JoinPath(JoinPath(directory_, kBlobs), digest.hex());
}

bool Layout::HasBlob(const Digest& digest) const { return RealFileSystem().IsFile(BlobPath(digest)); }

std::string Layout::ReadBlob(const Digest& digest, int64_t max_size) const {
  RealFileSystem files;
  const std::string path = BlobPath(digest);
  const auto info = files.StatFollowing(path);
  if (!info) throw Error("The image layout '" + directory_ + "' has no blob " + digest.ToString());
  if (info->size > static_cast<uint64_t>(max_size)) {
    throw Error("Blob " + digest.ToString() + " is too large: " + std::to_string(info->size) + " bytes");
  }
  std::string bytes = files.ReadFile(path);
  if (Digest::Of(bytes) != digest) {
    throw Error("'" + path + "' is damaged").Hint("remove it and build again");
  }
  return bytes;
}

Descriptor Layout::PutBlob(std::string_view media_type, std::string_view bytes) const {
  Descriptor blob{.media_type = std::string(media_type),
                  .size = static_cast<int64_t>(bytes.size()),
                  .digest = Digest::Of(bytes)};
  if (!HasBlob(blob.digest)) {
    const auto writer = NewBlob();
    writer->Write(bytes);
    writer->Commit(media_type, blob.digest);
  }
  return blob;
}

std::unique_ptr<BlobWriter> Layout::NewBlob() const { return std::make_unique<FileBlobWriter>(*this); }

std::vector<std::pair<std::string, Descriptor>> Layout::Names() const {
  std::vector<std::pair<std::string, Descriptor>> names;
  for (const Descriptor& manifest : Index::Parse(ReadIndex(directory_)).manifests) {
    const auto name = manifest.annotations.find(std::string(kRefNameAnnotation));
    if (name != manifest.annotations.end()) names.emplace_back(name->second, manifest);
  }
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return names;
}

void Layout::SetName(std::string_view name, const Descriptor& manifest) const {
  const IndexLock lock(directory_);
  auto names = Names();
  std::erase_if(names, [&](const auto& entry) { return entry.first == name; });
  const auto place =
      std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first > name; });
  names.emplace(place, std::string(name), manifest);
  RealFileSystem().WriteFileIfChanged(JoinPath(directory_, kIndexFile), IndexAsJson(names));
}

}  // namespace pkgrepo::oci
