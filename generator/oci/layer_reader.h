// Layers on their way out of an image: decompressed within bounds, and unpacked into a folder or searched for
// one file.

#ifndef PKGREPO_OCI_LAYER_READER_H_
#define PKGREPO_OCI_LAYER_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "net/http_client.h"
#include "oci/tar_reader.h"

namespace pkgrepo::oci {

// Decompresses what a gzip blob holds; one that is not compressed comes out as it is.
class LayerStream {
 public:
  // `blob` is kept and must outlive the stream. More than 1 GiB and a hundred times the blob's size is taken
  // for a bomb. Throws Error for zstd.
  explicit LayerStream(const net::HttpBody& blob);
  ~LayerStream();

  // Copies up to `room` bytes to `buffer` and returns how many; 0 at the end. Throws Error for damaged or
  // excessive content.
  size_t Read(char* buffer, size_t room);

 private:
  class Inflater;

  size_t ReadBlob(char* buffer, size_t room);

  const net::HttpBody& blob_;
  int64_t offset_ = 0;
  int64_t output_left_;
  std::unique_ptr<Inflater> inflater_;
};

// What one image may unpack to. The defaults are far above any that is in use.
struct UnpackLimits {
  int64_t bytes = int64_t{64} << 30;
  // Folders included.
  int64_t files = 1'000'000;
  // Of all names, with their folders.
  int64_t name_bytes = int64_t{256} << 20;
};

// Unpacks the layers of an image, the lowest first, into a folder: regular files only, with the folders they
// need. Links and devices are passed over; whiteouts remove what lower layers brought (OCI image-spec,
// layer.md).
//
// A file gets its layer's mode, less the umask; if that has no bits for group and others, the owner's count
// for all. It gets its layer's time.
class LayerUnpacker {
 public:
  // `directory` must exist and be empty; nobody else may write to it meanwhile.
  explicit LayerUnpacker(std::string directory, UnpackLimits limits = {})
      : directory_(std::move(directory)), limits_(limits) {}

  // Throws Error if a name leads out of the folder, or the image grows beyond the limits. What was written before
  // stays.
  void Apply(const net::HttpBody& blob);

 private:
  void WriteFile(const std::string& name, const TarMember& member, TarReader& reader);
  void MakeParents(const std::string& name);
  void Count(std::string_view name);
  void RemoveHidden(const std::string& name);
  void RemoveFromLowerLayers(const std::string& name);

  const std::string directory_;
  const UnpackLimits limits_;
  // What the layer that is being applied has brought, folders included.
  std::set<std::string> written_;
  // Folders whose lower content the layer that is being applied has hidden already.
  std::set<std::string> emptied_;
  // Of all layers.
  int64_t bytes_ = 0;
  int64_t files_ = 0;
  int64_t name_bytes_ = 0;
};

// The content of one file of a layer; nullopt if the layer has none of this name. Throws Error if it is
// longer than `max_size`.
std::optional<std::string> ReadLayerFile(const net::HttpBody& blob, const std::string& name,
                                         int64_t max_size);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYER_READER_H_
