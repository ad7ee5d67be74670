// A gzip stream (RFC 1952): the same input gives the bytes that Go's compress/gzip gives at its fastest level, so that
// layers, and with them bundles, have the digests that the Carvel tools give them.
//
//   GzipWriter gzip([&](std::string_view bytes) { file.Write(bytes); });
//   gzip.Write("some");
//   gzip.Write(" text");
//   gzip.Finish();
//
// The bytes depend on what is written, not on how it is cut into pieces. The header tells no time, name or
// system. Memory does not grow with the stream.

#ifndef PKGREPO_OCI_GZIP_WRITER_H_
#define PKGREPO_OCI_GZIP_WRITER_H_

#include <cstdint>
#include <functional>
#include <string_view>

#include "oci/deflate_blocks.h"
#include "oci/deflate_matcher.h"

namespace pkgrepo::oci {

class GzipWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // Compressed bytes go to `sink` as they are made. What it throws leaves the writer unusable.
  explicit GzipWriter(Sink sink);

  void Write(std::string_view bytes);
  // Writes what is left and the trailer. Nothing may be called after it.
  void Finish();

 private:
  void EndBlock();

  Sink sink_;
  DeflateMatcher matcher_;
  DeflateBlocks blocks_;
  // How much of the matcher's block is filled.
  size_t filled_ = 0;
  uint32_t crc_ = 0;
  uint64_t written_ = 0;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_GZIP_WRITER_H_
