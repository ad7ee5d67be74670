#include "oci/blob_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>

#include "base/error.h"
#include "oci/layout_files.h"

namespace pkgrepo::oci {
namespace {

[[noreturn]] void ThrowSystemError(const std::string& what, const std::string& path) {
  throw Error(what + " '" + path + "': " + std::strerror(errno));
}

// Makes a file with a name of its own in `directory` and notes it in `path`. Process ids would not do: two containers
// may have the same.
int OpenFresh(const std::string& directory, std::string& path) {
  std::random_device random;
  for (;;) {
    path = JoinPath(directory, std::to_string(random()) + "-" + std::to_string(random()));
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) return fd;
    if (errno != EEXIST) ThrowSystemError("Opening", path);
  }
}

}  // namespace

BlobFile::BlobFile(const Layout& layout)
    : layout_(layout), fd_(OpenFresh(LayoutFiles(layout.directory()).unfinished, path_)) {}

BlobFile::~BlobFile() {
  close(fd_);
  if (!committed_) unlink(path_.c_str());
}

void BlobFile::Write(std::string_view bytes) {
  hash_.Update(bytes);
  size_ += static_cast<int64_t>(bytes.size());
  while (!bytes.empty()) {
    const ssize_t count = write(fd_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) ThrowSystemError("Writing", path_);
    bytes.remove_prefix(static_cast<size_t>(count));
  }
}

// What is there under the digest already may have been cut off or damaged since; replacing it costs nothing.
Descriptor BlobFile::Commit(std::string_view media_type, const std::optional<Digest>& expected) {
  Descriptor blob{.media_type = std::string(media_type), .size = size_, .digest = hash_.Finish()};
  if (expected && *expected != blob.digest) {
    throw Error("Expected content with digest " + expected->ToString() + ", got " + blob.digest.ToString());
  }
  RealFileSystem().Rename(path_, layout_.BlobPath(blob.digest));
  committed_ = true;
  return blob;
}

}  // namespace pkgrepo::oci
