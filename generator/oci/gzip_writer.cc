#include "oci/gzip_writer.h"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <utility>

namespace pkgrepo::oci {
namespace {

// Deflate, no flags, no time, fastest compression, unknown system.
constexpr std::string_view kHeader{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff", 10};
// The last block, if it is as short as this, is stored, or coded without matches.
constexpr size_t kMaxStored = 16;
constexpr size_t kMaxUnmatched = 127;

void AppendLittleEndian32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift);
}

}  // namespace

GzipWriter::GzipWriter(Sink sink) : sink_(std::move(sink)) { sink_(kHeader); }

void GzipWriter::Write(std::string_view bytes) {
  crc_ = static_cast<uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  written_ += bytes.size();
  while (!bytes.empty()) {
    const std::span<char> room = matcher_.block().subspan(filled_);
    const size_t count = std::min(room.size(), bytes.size());
    std::copy_n(bytes.data(), count, room.data());
    filled_ += count;
    bytes.remove_prefix(count);
    if (count == room.size()) EndBlock();
  }
}

void GzipWriter::EndBlock() {
  const std::string_view block(matcher_.block().data(), filled_);
  if (block.size() <= kMaxStored) {
    blocks_.AddStored(block, false);
  } else if (block.size() <= kMaxUnmatched) {
    blocks_.AddLiterals(block);
  } else {
    const std::span<const DeflateToken> tokens = matcher_.Match(block.size());
    const bool is_worth_it = tokens.size() <= block.size() - block.size() / 16;
    is_worth_it ? blocks_.AddTokens(tokens, block) : blocks_.AddLiterals(block);
    matcher_.Advance(block.size());
  }
  filled_ = 0;
  sink_(blocks_.Take());
}

void GzipWriter::Finish() {
  if (filled_ > 0) EndBlock();
  blocks_.AddStored({}, true);
  std::string end = blocks_.Take();
  AppendLittleEndian32(end, crc_);
  AppendLittleEndian32(end, static_cast<uint32_t>(written_));
  sink_(end);
}

}  // namespace pkgrepo::oci
