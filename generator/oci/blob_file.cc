#include "oci/blob_file.h"

#include <unistd.h>

#include "base/error.h"
#include "base/file_system.h"
#include "base/random_name.h"
#include "oci/layout_files.h"

namespace pkgrepo::oci {
namespace {

OutputFile OpenFresh(const std::string& directory) {
  return OutputFile(JoinPath(directory, RandomName()), OutputFile::Place::kNew);
}

}  // namespace

BlobFile::BlobFile(const Layout& layout)
    : layout_(layout), file_(OpenFresh(LayoutFiles(layout.directory()).unfinished)) {}

BlobFile::~BlobFile() {
  if (!committed_) ::unlink(file_.path().c_str());
}

void BlobFile::Write(std::string_view bytes) {
  hash_.Update(bytes);
  size_ += static_cast<int64_t>(bytes.size());
  file_.Write(bytes);
}

// What is there under the digest already may have been cut off or damaged since; replacing it costs nothing.
Descriptor BlobFile::Commit(std::string_view media_type, const std::optional<Digest>& expected) {
  Descriptor blob{.media_type = std::string(media_type), .size = size_, .digest = hash_.Finish()};
  if (expected && *expected != blob.digest) {
    throw Error("Expected content with digest " + expected->ToString() + ", got " + blob.digest.ToString());
  }
  file_.Close();
  RealFileSystem().Rename(file_.path(), layout_.BlobPath(blob.digest));
  committed_ = true;
  return blob;
}

}  // namespace pkgrepo::oci
