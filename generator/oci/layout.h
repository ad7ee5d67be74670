// An OCI image layout on disk: the embedded registry of a build tree, which needs no server.
//
//   oci-layout              {"imageLayoutVersion":"1.0.0"}
//   index.json              the images that have a name
//   blobs/sha256/HEX        manifests, configs, layers
//
//   Layout layout = Layout::Create("build/registry");
//   Descriptor blob = layout.PutBlob(kDockerConfig, config_json);
//   layout.SetName("acme/app:1.0", manifest_descriptor);
//
// Any number of processes may write to one layout at the same time (a build runs many steps at once): blobs
// are written aside and renamed, index.json is changed under a lock and renamed. A killed writer leaves a
// whole layout and perhaps a stray file under blobs/sha256/.tmp-*.
//
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md

#ifndef PKGREPO_OCI_LAYOUT_H_
#define PKGREPO_OCI_LAYOUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oci/image.h"

namespace pkgrepo::oci {

// A blob on its way into a layout. Dropped if it is destroyed before Commit().
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual void Write(std::string_view bytes) = 0;
  // Makes the blob part of the layout and returns it, with the media type given. If what was written has
  // another digest than `expected`, throws Error and leaves the layout as it was.
  virtual Descriptor Commit(std::string_view media_type, const std::optional<Digest>& expected = {}) = 0;
};

// The annotation of index.json that holds an image's name.
inline constexpr std::string_view kRefNameAnnotation = "org.opencontainers.image.ref.name";

class Layout {
 public:
  // Makes the folder and its files where they are missing. Throws Error.
  static Layout Create(const std::string& directory);
  // Throws Error if `directory` is not a layout.
  static Layout Open(const std::string& directory);

  const std::string& directory() const { return directory_; }

  // Where the blob is or would be.
  std::string BlobPath(const Digest& digest) const;
  bool HasBlob(const Digest& digest) const;
  // The blob, its digest checked. Throws Error if it is missing, damaged, or longer than `max_size`.
  std::string ReadBlob(const Digest& digest, int64_t max_size = kMaxManifestSize) const;
  // An existing blob is left alone (its bytes are the same by definition), and so is its modification time.
  Descriptor PutBlob(std::string_view media_type, std::string_view bytes) const;
  std::unique_ptr<BlobWriter> NewBlob() const;

  // The images of index.json by name, in the order of the names.
  std::vector<std::pair<std::string, Descriptor>> Names() const;
  // Gives `manifest` the name, taking it from whatever had it. index.json is not touched if that changes
  // nothing.
  void SetName(std::string_view name, const Descriptor& manifest) const;

 private:
  explicit Layout(std::string directory) : directory_(std::move(directory)) {}

  std::string directory_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYOUT_H_
