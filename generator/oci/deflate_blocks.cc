#include "oci/deflate_blocks.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace pkgrepo::oci {
namespace {

constexpr size_t kEndOfBlock = 256;
constexpr size_t kFirstLength = 257;
constexpr int kCodeLimit = 15;
constexpr int kLengthCodeLimit = 7;
constexpr size_t kStoredHeadSize = 5;

enum BlockForm : uint32_t { kStoredForm = 0, kCodedForm = 2 };

// A symbol that stands for a range, and how many bits tell the place in it.
struct Range {
  uint16_t symbol = 0;
  uint16_t first = 0;
  int extra_bits = 0;
};

// Ranges of lengths (less 3): four of each width from 1 on, the first width twice, the greatest length
// alone.
constexpr std::array<Range, 256> MakeLengthRanges() {
  std::array<Range, 256> ranges;
  size_t length = 0;
  for (uint16_t symbol = 0; symbol < 28; ++symbol) {
    const int extra_bits = symbol < 8 ? 0 : symbol / 4 - 1;
    const auto first = static_cast<uint16_t>(length);
    for (size_t i = 0; i < size_t{1} << extra_bits && length < ranges.size(); ++i) {
      ranges[length++] = {static_cast<uint16_t>(kFirstLength + symbol), first, extra_bits};
    }
  }
  ranges[255] = {285, 255, 0};
  return ranges;
}

// The range of a distance (less 1): two of each width from 1 on, the first width twice.
constexpr Range DistanceRange(uint32_t offset) {
  if (offset < 4) return {static_cast<uint16_t>(offset), static_cast<uint16_t>(offset), 0};
  const int extra_bits = static_cast<int>(std::bit_width(offset)) - 2;
  const uint32_t upper = offset >> extra_bits;  // 2 or 3
  return {static_cast<uint16_t>(2 * static_cast<uint32_t>(extra_bits) + upper),
          static_cast<uint16_t>(upper << extra_bits), extra_bits};
}

constexpr std::array<Range, 256> kLengthRanges = MakeLengthRanges();

// The order in which the lengths of the length code are told.
constexpr std::array<uint8_t, 19> kLengthOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};

// The symbols that stand for repetitions.
enum : uint8_t { kRepeat = 16, kFewZeros = 17, kManyZeros = 18 };

int ExtraBits(uint8_t symbol) {
  return symbol == kRepeat ? 2 : symbol == kFewZeros ? 3 : symbol == kManyZeros ? 7 : 0;
}

// One more than the last symbol that occurs, at least `least`.
size_t UsedSymbols(std::span<const uint32_t> counts, size_t least) {
  size_t used = counts.size();
  while (used > least && counts[used - 1] == 0) --used;
  return used;
}

}  // namespace

void DeflateBlocks::AddTokens(std::span<const DeflateToken> tokens, std::string_view bytes) {
  CountTokens(tokens);
  if (!BeginCoded(bytes.size())) return AddStored(bytes, false);
  for (const DeflateToken token : tokens) {
    if (!token.is_match()) {
      PutLiteral(token.literal());
      continue;
    }
    const Range& length = kLengthRanges[token.length_offset()];
    PutLiteral(length.symbol);
    Put(token.length_offset() - length.first, length.extra_bits);
    const Range distance = DistanceRange(token.distance_offset());
    Put(distance_code_.bits(distance.symbol), distance_code_.length(distance.symbol));
    Put(token.distance_offset() - distance.first, distance.extra_bits);
  }
  PutLiteral(kEndOfBlock);
}

void DeflateBlocks::AddLiterals(std::string_view bytes) {
  CountTokens({});
  for (const char byte : bytes) ++literal_counts_[static_cast<unsigned char>(byte)];
  if (!BeginCoded(bytes.size())) return AddStored(bytes, false);
  for (const char byte : bytes) PutLiteral(static_cast<unsigned char>(byte));
  PutLiteral(kEndOfBlock);
}

void DeflateBlocks::AddStored(std::string_view bytes, bool is_last) {
  Put((is_last ? 1 : 0) | kStoredForm << 1, 3);
  Put(0, -bit_count_ & 7);
  const auto size = static_cast<uint16_t>(bytes.size());
  Put(size, 16);
  Put(static_cast<uint16_t>(~size), 16);
  MoveWholeBytes();
  out_ += bytes;
}

std::string DeflateBlocks::Take() {
  MoveWholeBytes();
  return std::exchange(out_, {});
}

void DeflateBlocks::CountTokens(std::span<const DeflateToken> tokens) {
  literal_counts_.fill(0);
  distance_counts_.fill(0);
  literal_counts_[kEndOfBlock] = 1;
  for (const DeflateToken token : tokens) {
    if (token.is_match()) {
      ++literal_counts_[kLengthRanges[token.length_offset()].symbol];
      ++distance_counts_[DistanceRange(token.distance_offset()).symbol];
    } else {
      ++literal_counts_[token.literal()];
    }
  }
}

bool DeflateBlocks::BeginCoded(size_t size) {
  const size_t distances = UsedSymbols(distance_counts_, 1);
  if (distances == 1 && distance_counts_[0] == 0) distance_counts_[0] = 1;  // one code must be there
  const size_t literals = UsedSymbols(literal_counts_, kFirstLength);
  literal_code_.Build(literal_counts_, kCodeLimit);
  distance_code_.Build(distance_counts_, kCodeLimit);
  DescribeLengths(literals, distances);
  length_code_.Build(length_counts_, kLengthCodeLimit);
  size_t told = kLengthSymbols;
  while (told > 4 && length_counts_[kLengthOrder[told - 1]] == 0) --told;

  // Extra bits of matches are left out of the account, and those of repetitions are in it.
  size_t coded_bits = 3 + 5 + 5 + 4 + 3 * told + length_code_.Cost(length_counts_) +
                      literal_code_.Cost(literal_counts_) + distance_code_.Cost(distance_counts_);
  for (const uint8_t symbol : {kRepeat, kFewZeros, kManyZeros}) {
    coded_bits += length_counts_[symbol] * static_cast<size_t>(ExtraBits(symbol));
  }
  if ((size + kStoredHeadSize) * 8 < coded_bits + (coded_bits >> 4)) return false;

  Put(kCodedForm << 1, 3);
  Put(literals - kFirstLength, 5);
  Put(distances - 1, 5);
  Put(told - 4, 4);
  for (size_t i = 0; i < told; ++i) Put(static_cast<uint64_t>(length_code_.length(kLengthOrder[i])), 3);
  for (const LengthSymbol& length : lengths_) {
    Put(length_code_.bits(length.symbol), length_code_.length(length.symbol));
    Put(length.extra, ExtraBits(length.symbol));
  }
  return true;
}

// The lengths of both codes as one row, with its runs taken together. A run of zeros is told in pieces as
// long as they can be; of another run the first is told as it is.
void DeflateBlocks::DescribeLengths(size_t literals, size_t distances) {
  lengths_.clear();
  length_counts_.fill(0);
  const auto add = [&](int symbol, size_t extra) {
    lengths_.push_back({static_cast<uint8_t>(symbol), static_cast<uint8_t>(extra)});
    ++length_counts_[static_cast<size_t>(symbol)];
  };
  const auto length_at = [&](size_t i) {
    return i < literals ? literal_code_.length(i) : distance_code_.length(i - literals);
  };
  for (size_t begin = 0, end = 0; begin < literals + distances; begin = end) {
    const int length = length_at(begin);
    while (end < literals + distances && length_at(end) == length) ++end;
    size_t left = end - begin;
    if (length != 0) {
      add(length, 0);
      --left;
      for (; left >= 3; left -= std::min<size_t>(left, 6)) add(kRepeat, std::min<size_t>(left, 6) - 3);
    } else {
      for (; left >= 11; left -= std::min<size_t>(left, 138))
        add(kManyZeros, std::min<size_t>(left, 138) - 11);
      if (left >= 3) add(kFewZeros, std::exchange(left, 0) - 3);
    }
    for (; left > 0; --left) add(length, 0);
  }
}

void DeflateBlocks::Put(uint64_t bits, int count) {
  bits_ |= bits << bit_count_;
  bit_count_ += count;
  if (bit_count_ >= 48) MoveWholeBytes();
}

void DeflateBlocks::MoveWholeBytes() {
  std::array<char, sizeof(bits_)> bytes;
  size_t count = 0;
  for (; bit_count_ >= 8; bit_count_ -= 8) {
    bytes[count++] = static_cast<char>(bits_);
    bits_ >>= 8;
  }
  out_.append(bytes.data(), count);
}

}  // namespace pkgrepo::oci
