// The deterministic layer: files in, a gzipped tar out whose bytes depend on nothing but the files' names,
// modes and content. They are exactly those that the Carvel tools write, so that digests agree.
//
//   LayerWriter writer([&](std::string_view bytes) { blob->Write(bytes); });
//   writer.AddDirectory(".", 0700);
//   const auto read = [&](char* buffer, size_t room) { return file.Read(buffer, room); };
//   writer.AddFile("config/app.yml", 0600, size, read);
//   LayerInfo layer = writer.Finish();
//
// Files stream through: memory does not grow with them. Times and device numbers are all zero, and so are owners unless
// they are given.

#ifndef PKGREPO_OCI_LAYER_TAR_H_
#define PKGREPO_OCI_LAYER_TAR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {

struct LayerInfo {
  // Of the compressed bytes: what a manifest's layer entry says.
  Digest digest;
  int64_t size = 0;
  // Of the tar inside: what a config's rootfs says.
  Digest diff_id;
  int64_t uncompressed_size = 0;
};

class LayerWriter {
 public:
  using Sink = std::function<void(std::string_view)>;
  // Copies up to `room` bytes to `buffer` and returns how many; 0 at the end.
  using Reader = std::function<size_t(char* buffer, size_t room)>;

  // Compressed bytes go to `sink` as they are made.
  explicit LayerWriter(Sink sink);
  ~LayerWriter();

  // Entries appear in the order of the calls. `mode` is written as given, so it may hold more than permission
  // bits.
  void AddDirectory(std::string_view name, uint64_t mode, TarOwner owner = {});
  // Throws Error if `reader` gives fewer or more bytes than `size`: the file changed underneath.
  void AddFile(std::string_view name, uint64_t mode, int64_t size, const Reader& reader, TarOwner owner = {});
  // A symbolic link, whose mode is that of all of them.
  void AddSymlink(std::string_view name, std::string_view target, TarOwner owner = {});
  // Writes the end of the archive. Nothing may be called after it.
  LayerInfo Finish();

 private:
  class Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYER_TAR_H_
