// Deflate's blocks as bits: the second half of deflate (RFC 1951, section 3.2).
//
//   DeflateBlocks blocks;
//   blocks.AddTokens(tokens, bytes);
//   blocks.AddStored({}, true);
//   sink(blocks.Take());
//
// Which form a block takes, and how its codes are told, is as Go's compress/flate decides, since digests
// depend on it: codes made for the block, unless storing its bytes takes little more room; never the fixed
// codes.

#ifndef PKGREPO_OCI_DEFLATE_BLOCKS_H_
#define PKGREPO_OCI_DEFLATE_BLOCKS_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oci/deflate_matcher.h"
#include "oci/huffman_code.h"

namespace pkgrepo::oci {

class DeflateBlocks {
 public:
  // A block of `tokens`, which stand for `bytes`; at most 65535 of them.
  void AddTokens(std::span<const DeflateToken> tokens, std::string_view bytes);
  // A block of these bytes, none of them by a match.
  void AddLiterals(std::string_view bytes);
  // These bytes as they are; the stream ends with it if `is_last`, on a whole byte.
  void AddStored(std::string_view bytes, bool is_last);

  // The whole bytes so far. They are gone from here.
  std::string Take();

 private:
  static constexpr size_t kLiterals = HuffmanCode::kMaxSymbols;
  static constexpr size_t kDistances = 30;
  static constexpr size_t kLengthSymbols = 19;

  void CountTokens(std::span<const DeflateToken> tokens);
  // Builds the block's codes, and writes the head that tells them. False if storing `size` bytes is as
  // good.
  bool BeginCoded(size_t size);
  void DescribeLengths(size_t literals, size_t distances);
  // At most 16 bits.
  void Put(uint64_t bits, int count);
  void MoveWholeBytes();
  void PutLiteral(size_t symbol) { Put(literal_code_.bits(symbol), literal_code_.length(symbol)); }

  // A symbol of the alphabet in which code lengths are told, and what stands behind it.
  struct LengthSymbol {
    uint8_t symbol;
    uint8_t extra;
  };

  std::array<uint32_t, kLiterals> literal_counts_;
  std::array<uint32_t, kDistances> distance_counts_;
  std::array<uint32_t, kLengthSymbols> length_counts_;
  HuffmanCode literal_code_;
  HuffmanCode distance_code_;
  HuffmanCode length_code_;
  std::vector<LengthSymbol> lengths_;
  std::string out_;
  uint64_t bits_ = 0;
  int bit_count_ = 0;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_DEFLATE_BLOCKS_H_
