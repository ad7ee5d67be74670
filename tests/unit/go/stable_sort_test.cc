#include "go/stable_sort.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <random>

namespace pkgrepo::go {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("Elements are sorted as std::stable_sort does it") {
  std::mt19937 random(1);
  for (size_t size : {0, 1, 2, 19, 20, 21, 40, 41, 100, 1000, 5000}) {
    CAPTURE(size);
    std::vector<std::pair<int, size_t>> items;
    for (size_t i = 0; i < size; ++i) items.emplace_back(static_cast<int>(random() % 50), i);
    auto expected = items;
    const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(expected.begin(), expected.end(), less);
    StableSort(items, less);
    CHECK(items == expected);
  }
}

// What sort.Stable of Go 1.21.13 made of these, and with how many comparisons.
TEST_CASE("Elements without an order end where Go leaves them") {
  struct Row {
    std::vector<double> numbers, sorted;
    int comparisons;
  };
  const Row kRows[] = {
      {{0,  37, 74, kNaN, 47,   84, 20, 57, 94, 30, kNaN, 3,   40,
        77, 13, 50, 87,   kNaN, 60, 97, 33, 70, 6,  43,   kNaN},
       {0,  6,    37, 74, kNaN, 20, 30, 33, 43,   47, 57, 70,  84,
        94, kNaN, 3,  13, 40,   50, 77, 87, kNaN, 60, 97, kNaN},
       51},
      {{0,  37,   74,   kNaN, 47, 84,   20,   57, 94,   30,   kNaN, 3,  40,   77,   13, 50,   87,   kNaN,
        60, 97,   33,   70,   6,  43,   kNaN, 16, 53,   90,   26,   63, 100,  kNaN, 73, 9,    46,   83,
        19, 56,   kNaN, 29,   66, 2,    39,   76, 12,   kNaN, 86,   22, 59,   96,   32, 69,   kNaN, 42,
        79, 15,   52,   89,   25, kNaN, 99,   35, 72,   8,    45,   82, kNaN, 55,   92, 28,   65,   1,
        38, kNaN, 11,   48,   85, 21,   58,   95, kNaN, 68,   4,    41, 78,   14,   51, kNaN, 24,   61},
       {0,  2,    6,  8,    12, 37, 74,   kNaN, 20, 30, 33, 35,   39,   47,   57, 84,   94, kNaN,
        3,  13,   40, 50,   77, 87, kNaN, kNaN, 4,  66, 76, kNaN, 14,   22,   32, 43,   70, kNaN,
        16, 26,   41, 45,   51, 53, 59,   60,   63, 90, 97, 100,  kNaN, 9,    19, 46,   56, 68,
        72, 73,   83, kNaN, 29, 82, 99,   kNaN, 1,  28, 38, 55,   69,   86,   96, kNaN, 15, 65,
        92, kNaN, 11, 21,   25, 42, 48,   52,   58, 78, 79, 85,   89,   kNaN, 95, kNaN, 24, 61},
       291},
  };
  for (const Row& row : kRows) {
    std::vector<double> numbers = row.numbers;
    int comparisons = 0;
    StableSort(numbers, [&](double a, double b) {
      ++comparisons;
      return a < b;
    });
    REQUIRE(numbers.size() == row.sorted.size());
    for (size_t i = 0; i < numbers.size(); ++i) {
      CAPTURE(i);
      if (std::isnan(row.sorted[i])) {
        CHECK(std::isnan(numbers[i]));
      } else {
        CHECK(numbers[i] == row.sorted[i]);
      }
    }
    CHECK(comparisons == row.comparisons);
  }
}

TEST_CASE("No order makes it lose or invent elements") {
  std::mt19937 random(2);
  for (size_t size : {2, 20, 21, 300, 1000}) {
    std::vector<std::unique_ptr<size_t>> items;
    for (size_t i = 0; i < size; ++i) items.push_back(std::make_unique<size_t>(i));
    StableSort(items, [&](const auto& a, const auto& b) { return a != b && random() % 2 == 0; });
    StableSort(items, [](const auto&, const auto&) { return true; });
    std::vector<size_t> numbers;
    for (const auto& item : items) numbers.push_back(*item);
    std::sort(numbers.begin(), numbers.end());
    for (size_t i = 0; i < size; ++i) CHECK(numbers[i] == i);
  }
}

}  // namespace
}  // namespace pkgrepo::go
