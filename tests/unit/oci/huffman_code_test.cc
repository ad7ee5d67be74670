#include "oci/huffman_code.h"

#include <doctest/doctest.h>

#include <vector>

namespace pkgrepo::oci {
namespace {

std::vector<int> LengthsFor(const std::vector<uint32_t>& frequencies, int limit) {
  HuffmanCode code;
  code.Build(frequencies, limit);
  std::vector<int> lengths;
  for (size_t symbol = 0; symbol < frequencies.size(); ++symbol) lengths.push_back(code.length(symbol));
  return lengths;
}

}  // namespace

TEST_CASE("frequent symbols have short codes") {
  CHECK(LengthsFor({1, 2, 4, 8}, 15) == std::vector<int>{3, 3, 2, 1});
  CHECK(LengthsFor({5, 5, 5, 5}, 15) == std::vector<int>{2, 2, 2, 2});
}

TEST_CASE("symbols that do not occur have no code") {
  CHECK(LengthsFor({0, 0, 0}, 15) == std::vector<int>{0, 0, 0});
  CHECK(LengthsFor({0, 9, 0}, 15) == std::vector<int>{0, 1, 0});
  CHECK(LengthsFor({3, 0, 9}, 15) == std::vector<int>{1, 0, 1});
}

TEST_CASE("no code is longer than the limit, and the code is complete") {
  std::vector<uint32_t> frequencies = {1, 1};
  while (frequencies.size() < 30)
    frequencies.push_back(frequencies[frequencies.size() - 2] + frequencies.back());
  for (const int limit : {5, 7, 15}) {
    CAPTURE(limit);
    uint32_t used = 0;
    for (const int length : LengthsFor(frequencies, limit)) {
      CHECK(length <= limit);
      used += uint32_t{1} << (limit - length);
    }
    CHECK(used == uint32_t{1} << limit);
  }
}

TEST_CASE("codes of one length follow one another, with their first bit lowest") {
  HuffmanCode code;
  code.Build(std::vector<uint32_t>{1, 2, 4, 8}, 15);
  CHECK(code.bits(3) == 0b0);
  CHECK(code.bits(2) == 0b01);
  CHECK(code.bits(0) == 0b011);
  CHECK(code.bits(1) == 0b111);
  CHECK(code.Cost(std::vector<uint32_t>{1, 2, 4, 8}) == 3 + 6 + 8 + 8);
}

}  // namespace pkgrepo::oci
