#include "oci/layer_tar.h"

#include <memory>
#include <span>
#include <utility>

#include "base/error.h"
#include "oci/gzip_writer.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

// Two empty blocks.
constexpr size_t kArchiveEnd = 2 * kTarBlockSize;

constexpr uint64_t kLinkMode = 0777;

}  // namespace

// The tar, hashed on its way into the compressor. Small pieces (headers, small files) are gathered first,
// since every step costs more than copying them.
class LayerWriter::Stream {
 public:
  explicit Stream(Sink sink)
      : sink_(std::move(sink)), gzip_([this](std::string_view bytes) { Emit(bytes); }) {
    pending_.reserve(kTarBufferSize);
  }

  void Write(std::string_view bytes) {
    if (pending_.size() + bytes.size() > kTarBufferSize) Flush();
    pending_ += bytes;
    if (pending_.size() >= kTarBufferSize) Flush();
  }

  void WriteZeros(size_t count) {
    if (pending_.size() + count > kTarBufferSize) Flush();
    pending_.append(count, '\0');
  }

  // Room for content, to be filled from the front.
  std::span<char> buffer() { return {buffer_.get(), kTarBufferSize}; }

  LayerInfo Finish() {
    Flush();
    gzip_.Finish();
    return {.digest = compressed_hash_.Finish(),
            .size = compressed_size_,
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

  void Emit(std::string_view compressed) {
    compressed_hash_.Update(compressed);
    compressed_size_ += static_cast<int64_t>(compressed.size());
    sink_(compressed);
  }

  Sink sink_;
  Sha256 hash_;
  int64_t size_ = 0;
  Sha256 compressed_hash_;
  int64_t compressed_size_ = 0;
  std::string pending_;
  std::unique_ptr<char[]> buffer_ = std::make_unique_for_overwrite<char[]>(kTarBufferSize);
  GzipWriter gzip_;  // emits its header at once
};

LayerWriter::LayerWriter(Sink sink) : stream_(std::make_unique<Stream>(std::move(sink))) {}

LayerWriter::~LayerWriter() = default;

void LayerWriter::AddDirectory(std::string_view name, uint64_t mode, TarOwner owner) {
  stream_->Write(MakeTarHeader({.name = name, .type = TarType::kDirectory, .mode = mode, .owner = owner}));
}

void LayerWriter::AddFile(std::string_view name, uint64_t mode, int64_t size, const Reader& reader, TarOwner owner) {
  stream_->Write(MakeTarHeader({.name = name, .type = TarType::kFile, .mode = mode, .size = size, .owner = owner}));
  const std::span<char> buffer = stream_->buffer();
  int64_t left = size;
  while (const size_t count = reader(buffer.data(), buffer.size())) {
    left -= static_cast<int64_t>(count);
    if (left < 0) break;
    stream_->Write({buffer.data(), count});
  }
  if (left != 0) {
    const std::string reason =
        left < 0 ? "write too long" : "missed writing " + std::to_string(left) + " bytes";
    throw Error("archive/tar: " + reason).Note("'" + std::string(name) + "' changed while it was read");
  }
  stream_->WriteZeros(TarPadding(size));
}

void LayerWriter::AddSymlink(std::string_view name, std::string_view target, TarOwner owner) {
  stream_->Write(MakeTarHeader({.name = name, .type = TarType::kSymlink, .mode = kLinkMode, .link_target = target, .owner = owner}));
}

LayerInfo LayerWriter::Finish() {
  stream_->WriteZeros(kArchiveEnd);
  return stream_->Finish();
}

}  // namespace pkgrepo::oci
