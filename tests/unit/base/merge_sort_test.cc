#include "base/merge_sort.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>

namespace pkgrepo {

TEST_CASE("sorts as std::stable_sort does") {
  std::mt19937 random(1);
  for (size_t size : {0, 1, 2, 19, 20, 21, 40, 41, 100, 1000, 5000}) {
    CAPTURE(size);
    std::vector<std::pair<int, size_t>> items;
    for (size_t i = 0; i < size; ++i) items.emplace_back(static_cast<int>(random() % 50), i);
    auto expected = items;
    const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(expected.begin(), expected.end(), less);
    MergeSort(items, less);
    CHECK(items == expected);
  }
}

TEST_CASE("no order makes it lose or invent elements") {
  std::mt19937 random(2);
  for (size_t size : {2, 20, 21, 300, 1000}) {
    std::vector<std::unique_ptr<size_t>> items;
    for (size_t i = 0; i < size; ++i) items.push_back(std::make_unique<size_t>(i));
    MergeSort(items, [&](const auto& a, const auto& b) { return a != b && random() % 2 == 0; });
    MergeSort(items, [](const auto&, const auto&) { return true; });
    std::vector<size_t> numbers;
    for (const auto& item : items) numbers.push_back(*item);
    std::sort(numbers.begin(), numbers.end());
    for (size_t i = 0; i < size; ++i) CHECK(numbers[i] == i);
  }
}

}  // namespace pkgrepo
