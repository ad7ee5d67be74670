#include <zlib.h>

#include <vector>

#include "base/error.h"
#include "oci/layer_reader.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

constexpr int64_t kAlwaysAllowed = int64_t{1} << 30;
constexpr int64_t kMaxRatio = 100;
constexpr int kGzipWindowBits = 15 + 16;

bool IsGzip(const net::HttpBody& blob) {
  char magic[2] = {};
  return blob.Read(0, magic, 1) == 1 && blob.Read(1, magic + 1, 1) == 1 && magic[0] == '\x1f' &&
         magic[1] == '\x8b';
}

bool IsZstd(const net::HttpBody& blob) {
  constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
  char magic[kMagic.size()] = {};
  size_t count = 0;
  while (count < kMagic.size()) {
    const size_t read = blob.Read(static_cast<int64_t>(count), magic + count, kMagic.size() - count);
    if (read == 0) return false;
    count += read;
  }
  return std::string_view(magic, kMagic.size()) == kMagic;
}

}  // namespace

class LayerStream::Inflater {
 public:
  explicit Inflater(LayerStream& stream) : stream_(stream), buffer_(kTarBufferSize) {
    if (inflateInit2(&inflate_, kGzipWindowBits) != Z_OK) throw Error("zlib cannot be initialised");
  }
  ~Inflater() { inflateEnd(&inflate_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  size_t Read(char* output, size_t room) {
    inflate_.next_out = reinterpret_cast<Bytef*>(output);
    inflate_.avail_out = static_cast<uInt>(room);
    while (inflate_.avail_out == room && !ended_) Step();
    return room - inflate_.avail_out;
  }

 private:
  void Step() {
    if (inflate_.avail_in == 0) {
      inflate_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
      inflate_.avail_in = static_cast<uInt>(stream_.ReadBlob(buffer_.data(), buffer_.size()));
      if (inflate_.avail_in == 0) {
        if (!between_members_) throw Error("unexpected EOF");
        ended_ = true;
        return;
      }
    }
    between_members_ = false;
    const int code = inflate(&inflate_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {  // a gzip file may be several, one after the other
      between_members_ = true;
      inflateReset(&inflate_);
    } else if (code != Z_OK) {
      throw Error("gzip: invalid " + std::string(inflate_.total_in == 0 ? "header" : "data"));
    }
  }

  LayerStream& stream_;
  z_stream inflate_ = {};
  std::vector<char> buffer_;
  bool between_members_ = false;
  bool ended_ = false;
};

LayerStream::LayerStream(const net::HttpBody& blob)
    : blob_(blob), output_left_(kAlwaysAllowed + kMaxRatio * blob.size()) {
  if (IsZstd(blob)) throw Error("The layer is compressed with zstd, which is not supported");
  if (IsGzip(blob)) inflater_ = std::make_unique<Inflater>(*this);
}

LayerStream::~LayerStream() = default;

size_t LayerStream::Read(char* buffer, size_t room) {
  const size_t count = inflater_ ? inflater_->Read(buffer, room) : ReadBlob(buffer, room);
  output_left_ -= static_cast<int64_t>(count);
  if (output_left_ < 0)
    throw Error("A layer of " + std::to_string(blob_.size()) + " bytes unpacks to too many");
  return count;
}

size_t LayerStream::ReadBlob(char* buffer, size_t room) {
  const size_t count = blob_.Read(offset_, buffer, room);
  offset_ += static_cast<int64_t>(count);
  return count;
}

}  // namespace pkgrepo::oci
