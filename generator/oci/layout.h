// An OCI image layout on disk: the embedded registry of a build tree, which needs no server.
//
//   oci-layout              {"imageLayoutVersion":"1.0.0"}
//   index.json              the images that have a name (oci/layout_index.h)
//   blobs/sha256/HEX        manifests, configs, layers
//   .pkgrepo/               locks, unfinished blobs, names that are not in index.json yet
//
//   Layout layout = Layout::Create("build/registry");
//   Descriptor blob = layout.PutBlob(kDockerConfig, config_json);
//   layout.SetName("acme/app:1.0", manifest_descriptor);
//
// Any number of processes may write to one layout at the same time, from any number of containers (a build runs many
// steps at once): blobs are written aside and renamed, index.json is changed under a lock and renamed. A killed writer
// leaves a whole layout; what it had not finished is removed by the next one that is alone.
//
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md

#ifndef PKGREPO_OCI_LAYOUT_H_
#define PKGREPO_OCI_LAYOUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_lock.h"
#include "oci/image.h"
#include "oci/layout_index.h"

namespace pkgrepo::oci {

// A blob on its way into a layout. Dropped if it is destroyed before Commit().
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual void Write(std::string_view bytes) = 0;
  // Makes the blob part of the layout, in place of a file that is there under its digest, and returns it, with the media
  // type given. If what was written has another digest than `expected`, throws Error and leaves the layout as it was.
  virtual Descriptor Commit(std::string_view media_type, const std::optional<Digest>& expected = {}) = 0;
};

class Layout {
 public:
  // Makes the folder and its files where they are missing. Throws Error.
  static Layout Create(const std::string& directory);
  // Throws Error if `directory` is not a layout. One that may only be read can be opened, too.
  static Layout Open(const std::string& directory);
  // For whoever holds the lock of its users alone.
  static Layout OpenLocked(const std::string& directory) { return Layout(directory, std::nullopt); }

  const std::string& directory() const { return directory_; }

  // Where the blob is or would be.
  std::string BlobPath(const Digest& digest) const;
  bool HasBlob(const Digest& digest) const;
  // The blob, its digest checked. Throws Error if it is missing, damaged, or longer than `max_size`.
  std::string ReadBlob(const Digest& digest, int64_t max_size = kMaxManifestSize) const;
  // Throws Error if the blob is missing or has another size. A registry checks the digest of what it gets.
  void CheckSize(const Descriptor& blob) const;
  // A blob that is there and whole is left alone, and so is its modification time.
  Descriptor PutBlob(std::string_view media_type, std::string_view bytes) const;
  std::unique_ptr<BlobWriter> NewBlob() const;

  NamedManifests Names() const;
  // Gives `manifest` the name, taking it from whatever had it. Nothing is touched if that changes nothing. In a layout
  // of many images index.json may get the name only later, by WriteIndex() or a further SetName(): rewriting it for each
  // would take time that grows with the square of their number. Names() knows it at once.
  void SetName(std::string_view name, const Descriptor& manifest) const;
  // Brings index.json up to date. To be called after the last of many images.
  void WriteIndex() const;

 private:
  Layout(std::string directory, std::optional<FileLock> users);

  void WriteIndexWith(NamedManifests names) const;
  std::string HowToHeal() const;

  std::string directory_;
  // Held as long as the layout is in use, so that no blob is removed meanwhile (oci/layout_collector.h).
  std::shared_ptr<std::optional<FileLock>> users_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYOUT_H_
