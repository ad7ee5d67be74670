#include "oci/deflate_matcher.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pkgrepo::oci {
namespace {

// No word is looked up closer to a block's end.
constexpr size_t kMargin = 15;
constexpr size_t kWordSize = 4;
// The step widens by one byte after so many bytes (2^5) without a match.
constexpr int kSkipShift = 5;
constexpr uint32_t kRebaseAt = uint32_t{1} << 31;

uint32_t Load32(const char* bytes) {
  uint32_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
}

uint64_t Load64(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

// How many bytes are equal from `a` and `b` on, at most `limit`.
size_t CommonLength(const char* a, const char* b, size_t limit) {
  size_t length = 0;
  while (length + sizeof(uint64_t) <= limit) {
    const uint64_t difference = Load64(a + length) ^ Load64(b + length);
    if (difference != 0) return length + static_cast<size_t>(std::countr_zero(difference)) / 8;
    length += sizeof(uint64_t);
  }
  while (length < limit && a[length] == b[length]) ++length;
  return length;
}

DeflateToken* AppendLiterals(DeflateToken* out, const char* begin, const char* end) {
  for (; begin != end; ++begin) *out++ = DeflateToken(static_cast<unsigned char>(*begin));
  return out;
}

}  // namespace

DeflateMatcher::DeflateMatcher()
    : buffer_(std::make_unique_for_overwrite<char[]>(kHistorySize + kBlockSize)),
      table_(size_t{1} << kTableBits),
      tokens_(std::make_unique_for_overwrite<DeflateToken[]>(kBlockSize)) {}

DeflateMatcher::Entry DeflateMatcher::Exchange(uint32_t word, size_t offset) {
  Entry& entry = table_[word * 0x1E35A7BDu >> (32 - kTableBits)];
  const Entry previous = entry;
  entry = {word, position_ + static_cast<uint32_t>(offset)};
  return previous;
}

std::span<const DeflateToken> DeflateMatcher::Match(size_t size) {
  const char* const block = buffer_.get() + kHistorySize;
  const size_t limit = size - kMargin;
  DeflateToken* out = tokens_.get();
  size_t emitted = 0;  // what is before it is in tokens
  const auto finish = [&] {
    out = AppendLiterals(out, block + emitted, block + size);
    return std::span<const DeflateToken>(tokens_.get(), out);
  };
  size_t next = 0;  // the offset to look up next
  uint32_t word = Load32(block);
  while (true) {
    size_t at;
    Entry found;
    for (size_t skip = size_t{1} << kSkipShift;;) {
      at = next;
      next += skip >> kSkipShift;
      skip += skip >> kSkipShift;
      if (next > limit) return finish();
      found = Exchange(word, at);
      if (Matches(word, at, found)) break;
      word = Load32(block + next);
    }
    out = AppendLiterals(out, block + emitted, block + at);
    do {
      const size_t distance = DistanceTo(found, at);
      const char* const rest = block + at + kWordSize;
      const size_t most = std::min(DeflateToken::kMaxLength, size - at) - kWordSize;
      const size_t length = kWordSize + CommonLength(rest, rest - distance, most);
      *out++ = DeflateToken(length, distance);
      at += length;
      emitted = at;
      if (at >= limit) return finish();
      // Of the words in the match only the last is noted.
      Exchange(Load32(block + at - 1), at - 1);
      word = Load32(block + at);
      found = Exchange(word, at);
    } while (Matches(word, at, found));
    next = at + 1;
    word = Load32(block + next);
  }
}

void DeflateMatcher::Advance(size_t size) {
  std::memmove(buffer_.get(), buffer_.get() + size, kHistorySize);
  position_ += static_cast<uint32_t>(size);
  if (position_ >= kRebaseAt) Rebase();
}

// Entries keep their distance; those out of reach become empty.
void DeflateMatcher::Rebase() {
  for (Entry& entry : table_) {
    const uint32_t age = position_ - entry.position;
    entry.position = age < kFirstPosition ? kFirstPosition - age : 0;
  }
  position_ = kFirstPosition;
}

}  // namespace pkgrepo::oci
