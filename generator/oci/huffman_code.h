// Length-limited Huffman codes in deflate's canonical form (RFC 1951, section 3.2.2).
//
//   HuffmanCode code;
//   code.Build(frequencies, 15);
//   bits.Write(code.bits(symbol), code.length(symbol));
//
// Lengths are optimal under the limit. Where several assignments are, the one is chosen that package-merge
// gives when symbols of equal frequency keep their order and a package goes ahead of a symbol of its
// weight: Go's compress/flate chooses so, and digests depend on it.

#ifndef PKGREPO_OCI_HUFFMAN_CODE_H_
#define PKGREPO_OCI_HUFFMAN_CODE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace pkgrepo::oci {

class HuffmanCode {
 public:
  // Deflate's largest alphabet: literals, the end of a block, lengths.
  static constexpr size_t kMaxSymbols = 286;
  static constexpr int kMaxLength = 15;

  // One code for each symbol whose frequency is not 0; others have length 0. One or two symbols get one bit
  // each. `limit` is at most kMaxLength, and there are at most 2^limit symbols.
  void Build(std::span<const uint32_t> frequencies, int limit);

  // The code of a symbol, its first bit lowest: as deflate packs it.
  uint32_t bits(size_t symbol) const { return codes_[symbol].bits; }
  int length(size_t symbol) const { return codes_[symbol].length; }
  // The bits that so many symbols take.
  size_t Cost(std::span<const uint32_t> frequencies) const;

 private:
  struct Code {
    uint16_t bits = 0;
    uint16_t length = 0;
  };
  // How many symbols have each length.
  using LengthCounts = std::array<uint32_t, kMaxLength + 1>;

  void AssignLengths(std::span<const uint32_t> frequencies, int limit);
  void AssignBits(size_t symbols);

  std::array<Code, kMaxSymbols> codes_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_HUFFMAN_CODE_H_
