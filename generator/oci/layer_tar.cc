#include "oci/layer_tar.h"

#include <zlib.h>

#include <array>
#include <vector>

#include "base/error.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

constexpr size_t kBufferSize = 128 * 1024;
// Two empty blocks.
constexpr size_t kArchiveEnd = 2 * kTarBlockSize;
// Deflate, no flags, no time, fastest compression, unknown system: the header does not tell where it was
// made.
constexpr std::string_view kGzipHeader{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff", 10};
// Raw deflate: header and trailer are ours.
constexpr int kRawWindowBits = -15;
constexpr int kMemoryLevel = 8;

std::array<char, 4> LittleEndian32(uint32_t value) {
  std::array<char, 4> bytes;
  for (char& byte : bytes) {
    byte = static_cast<char>(value & 0xFF);
    value >>= 8;
  }
  return bytes;
}

// What goes through a gzip compressor, counted and hashed.
class GzipWriter {
 public:
  explicit GzipWriter(LayerWriter::Sink sink) : sink_(std::move(sink)), buffer_(kBufferSize) {
    if (deflateInit2(&deflate_, Z_BEST_SPEED, Z_DEFLATED, kRawWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw Error("zlib cannot be initialised");
    }
    Emit(kGzipHeader);
  }
  ~GzipWriter() { deflateEnd(&deflate_); }
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  void Write(std::string_view bytes) {
    if (bytes.empty()) return;
    crc_ = static_cast<uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    written_ += bytes.size();
    Deflate(bytes, Z_NO_FLUSH);
  }

  void Finish() {
    Deflate({}, Z_FINISH);
    for (uint32_t word : {crc_, static_cast<uint32_t>(written_)}) {
      const std::array<char, 4> bytes = LittleEndian32(word);
      Emit({bytes.data(), bytes.size()});
    }
  }

  Digest digest() { return hash_.Finish(); }
  int64_t size() const { return size_; }

 private:
  void Deflate(std::string_view bytes, int flush) {
    deflate_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    deflate_.avail_in = static_cast<uInt>(bytes.size());
    do {
      deflate_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      deflate_.avail_out = static_cast<uInt>(buffer_.size());
      if (deflate(&deflate_, flush) == Z_STREAM_ERROR) throw Error("zlib cannot compress");
      Emit({buffer_.data(), buffer_.size() - deflate_.avail_out});
    } while (deflate_.avail_out == 0);
  }

  void Emit(std::string_view bytes) {
    if (bytes.empty()) return;
    hash_.Update(bytes);
    size_ += static_cast<int64_t>(bytes.size());
    sink_(bytes);
  }

  LayerWriter::Sink sink_;
  z_stream deflate_ = {};
  std::vector<char> buffer_;
  Sha256 hash_;
  uint32_t crc_ = 0;
  uint64_t written_ = 0;
  int64_t size_ = 0;
};

}  // namespace

// The tar, hashed on its way into the compressor. Small pieces (headers, small files) are gathered first,
// since every step costs more than copying them.
class LayerWriter::Stream {
 public:
  explicit Stream(Sink sink) : gzip_(std::move(sink)) { pending_.reserve(kBufferSize); }

  void Write(std::string_view bytes) {
    if (pending_.size() + bytes.size() > kBufferSize) Flush();
    pending_ += bytes;
    if (pending_.size() >= kBufferSize) Flush();
  }

  void WriteZeros(size_t count) {
    if (pending_.size() + count > kBufferSize) Flush();
    pending_.append(count, '\0');
  }

  // Room for content, to be filled from the front.
  std::vector<char>& buffer() { return buffer_; }

  LayerInfo Finish() {
    Flush();
    gzip_.Finish();
    return {.digest = gzip_.digest(),
            .size = gzip_.size(),
            .diff_id = hash_.Finish(),
            .uncompressed_size = size_};
  }

 private:
  void Flush() {
    hash_.Update(pending_);
    size_ += static_cast<int64_t>(pending_.size());
    gzip_.Write(pending_);
    pending_.clear();
  }

  GzipWriter gzip_;
  std::string pending_;
  std::vector<char> buffer_ = std::vector<char>(kBufferSize);
  Sha256 hash_;
  int64_t size_ = 0;
};

LayerWriter::LayerWriter(Sink sink) : stream_(std::make_unique<Stream>(std::move(sink))) {}

LayerWriter::~LayerWriter() = default;

void LayerWriter::AddDirectory(std::string_view name, uint64_t mode) {
  stream_->Write(MakeTarHeader({.name = name, .type = TarType::kDirectory, .mode = mode}));
}

void LayerWriter::AddFile(std::string_view name, uint64_t mode, int64_t size, const Reader& reader) {
  stream_->Write(MakeTarHeader({.name = name, .type = TarType::kFile, .mode = mode, .size = size}));
  std::vector<char>& buffer = stream_->buffer();
  int64_t left = size;
  while (const size_t count = reader(buffer.data(), buffer.size())) {
    left -= static_cast<int64_t>(count);
    if (left < 0) break;
    stream_->Write({buffer.data(), count});
  }
  if (left != 0) throw Error("'" + std::string(name) + "' changed while it was read");
  stream_->WriteZeros(TarPadding(size));
}

LayerInfo LayerWriter::Finish() {
  stream_->WriteZeros(kArchiveEnd);
  return stream_->Finish();
}

}  // namespace pkgrepo::oci
