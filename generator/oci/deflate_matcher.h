// What repeats in a stream, found fast: the first half of deflate (RFC 1951, section 4).
//
//   DeflateMatcher matcher;
//   std::span<char> room = matcher.block();            // fill its front
//   std::span<const DeflateToken> tokens = matcher.Match(size);
//   matcher.Advance(size);                             // the next block may refer to this one
//
// Finds what Go's compress/flate finds at its fastest level, since digests depend on it: a table of four-
// byte words by their hash, one place each, is asked at steps that widen where nothing repeats, and the
// first match is taken. Blocks must therefore be full, except for the last one.

#ifndef PKGREPO_OCI_DEFLATE_MATCHER_H_
#define PKGREPO_OCI_DEFLATE_MATCHER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace pkgrepo::oci {

// A literal byte, or a match: a copy of `length()` bytes that stand `distance()` bytes before.
class DeflateToken {
 public:
  static constexpr size_t kMinLength = 3;
  static constexpr size_t kMaxLength = 258;
  static constexpr size_t kMaxDistance = 32768;

  DeflateToken() = default;
  explicit DeflateToken(unsigned char literal) : value_(literal) {}
  DeflateToken(size_t length, size_t distance)
      : value_(static_cast<uint32_t>(kMatch | (length - kMinLength) << kLengthShift | (distance - 1))) {}

  bool is_match() const { return (value_ & kMatch) != 0; }
  unsigned char literal() const { return static_cast<unsigned char>(value_); }
  // Less kMinLength, 0 to 255.
  uint32_t length_offset() const { return value_ >> kLengthShift & 0xFF; }
  // Less 1, 0 to 32767.
  uint32_t distance_offset() const { return value_ & 0x7FFF; }

 private:
  static constexpr uint32_t kMatch = uint32_t{1} << 31;
  static constexpr int kLengthShift = 16;

  uint32_t value_;
};

class DeflateMatcher {
 public:
  // The most that one stored block holds.
  static constexpr size_t kBlockSize = 65535;

  DeflateMatcher();

  // The block to be filled.
  std::span<char> block() { return {buffer_.get() + kHistorySize, kBlockSize}; }
  // The tokens of the block's first `size` bytes, at least kMinSize; valid until the next call.
  std::span<const DeflateToken> Match(size_t size);
  // Makes these bytes the past of the block to come.
  void Advance(size_t size);

  static constexpr size_t kMinSize = 16;

 private:
  static constexpr size_t kHistorySize = DeflateToken::kMaxDistance;
  static constexpr int kTableBits = 14;
  // Beyond reach of position 0, which is that of an empty entry.
  static constexpr uint32_t kFirstPosition = 2 * DeflateToken::kMaxDistance;

  // A word, and the position of its first byte when it was last seen.
  struct Entry {
    uint32_t word = 0;
    uint32_t position = 0;
  };

  // Notes the word at `offset` in the block, and returns what was noted in its place.
  Entry Exchange(uint32_t word, size_t offset);
  // Whether the word at `offset` is that of `entry`, in reach of a match.
  bool Matches(uint32_t word, size_t offset, const Entry& entry) const {
    return entry.word == word && DistanceTo(entry, offset) <= DeflateToken::kMaxDistance;
  }
  size_t DistanceTo(const Entry& entry, size_t offset) const {
    return position_ + static_cast<uint32_t>(offset) - entry.position;
  }
  // Keeps positions within 32 bits, however long the stream is.
  void Rebase();

  // The last bytes of the past, then the block. Like the tokens not cleared ahead: most layers need a small part, and
  // memory costs when it is first touched.
  std::unique_ptr<char[]> buffer_;
  std::vector<Entry> table_;
  std::unique_ptr<DeflateToken[]> tokens_;
  // Of the block's first byte.
  uint32_t position_ = kFirstPosition;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_DEFLATE_MATCHER_H_
