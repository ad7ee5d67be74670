#include "oci/huffman_code.h"

#include <algorithm>
#include <vector>

namespace pkgrepo::oci {
namespace {

struct Leaf {
  uint32_t frequency;
  uint16_t symbol;
};

// The symbols that occur, rare ones first.
std::vector<Leaf> SortedLeaves(std::span<const uint32_t> frequencies) {
  std::vector<Leaf> leaves;
  leaves.reserve(frequencies.size());
  for (size_t symbol = 0; symbol < frequencies.size(); ++symbol) {
    if (frequencies[symbol] != 0) leaves.push_back({frequencies[symbol], static_cast<uint16_t>(symbol)});
  }
  std::stable_sort(leaves.begin(), leaves.end(),
                   [](const Leaf& a, const Leaf& b) { return a.frequency < b.frequency; });
  return leaves;
}

// One round of package-merge: the leaves, and packages of two neighbours each of the round before, by
// weight.
struct Round {
  std::vector<uint32_t> weights;
  // leaves_before[i] of the first i items are leaves.
  std::vector<uint16_t> leaves_before = {0};

  void Add(uint32_t weight, bool is_leaf) {
    weights.push_back(weight);
    leaves_before.push_back(static_cast<uint16_t>(leaves_before.back() + (is_leaf ? 1 : 0)));
  }
};

Round Merge(const std::vector<Leaf>& leaves, const std::vector<uint32_t>& previous) {
  Round round;
  round.weights.reserve(leaves.size() + previous.size() / 2);
  round.leaves_before.reserve(round.weights.capacity() + 1);
  size_t leaf = 0;
  for (size_t i = 0; i + 1 < previous.size(); i += 2) {
    const uint32_t package = previous[i] + previous[i + 1];
    while (leaf < leaves.size() && leaves[leaf].frequency < package)
      round.Add(leaves[leaf++].frequency, true);
    round.Add(package, false);
  }
  while (leaf < leaves.size()) round.Add(leaves[leaf++].frequency, true);
  return round;
}

uint16_t ReverseBits(uint32_t value, int length) {
  uint32_t reversed = 0;
  for (int i = 0; i < length; ++i) {
    reversed = reversed << 1 | (value & 1);
    value >>= 1;
  }
  return static_cast<uint16_t>(reversed);
}

}  // namespace

void HuffmanCode::Build(std::span<const uint32_t> frequencies, int limit) {
  codes_.fill({});
  AssignLengths(frequencies, limit);
  AssignBits(frequencies.size());
}

// The first 2n-2 items of the last round are taken; a symbol's length is the number of rounds in which it
// is among what that takes. In each round these are the rarest ones.
void HuffmanCode::AssignLengths(std::span<const uint32_t> frequencies, int limit) {
  const std::vector<Leaf> leaves = SortedLeaves(frequencies);
  if (leaves.size() <= 2) {
    for (const Leaf& leaf : leaves) codes_[leaf.symbol].length = 1;
    return;
  }
  limit = std::min(
      limit, static_cast<int>(leaves.size()) - 1);  // no code is longer; more rounds break ties otherwise
  std::vector<Round> rounds;
  std::vector<uint32_t> none;
  for (int i = 0; i < limit; ++i)
    rounds.push_back(Merge(leaves, rounds.empty() ? none : rounds.back().weights));
  size_t taken = 2 * leaves.size() - 2;
  for (auto round = rounds.rbegin(); round != rounds.rend() && taken > 0; ++round) {
    const size_t taken_leaves = round->leaves_before[taken];
    for (size_t i = 0; i < taken_leaves; ++i) ++codes_[leaves[i].symbol].length;
    taken = 2 * (taken - taken_leaves);
  }
}

void HuffmanCode::AssignBits(size_t symbols) {
  LengthCounts counts = {};
  for (size_t symbol = 0; symbol < symbols; ++symbol) ++counts[codes_[symbol].length];
  counts[0] = 0;
  LengthCounts next = {};
  for (size_t length = 1; length <= kMaxLength; ++length)
    next[length] = (next[length - 1] + counts[length - 1]) << 1;
  for (size_t symbol = 0; symbol < symbols; ++symbol) {
    Code& code = codes_[symbol];
    if (code.length != 0) code.bits = ReverseBits(next[code.length]++, code.length);
  }
}

size_t HuffmanCode::Cost(std::span<const uint32_t> frequencies) const {
  size_t cost = 0;
  for (size_t symbol = 0; symbol < frequencies.size(); ++symbol)
    cost += frequencies[symbol] * codes_[symbol].length;
  return cost;
}

}  // namespace pkgrepo::oci
