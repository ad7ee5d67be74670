// A stable sort for orders that may contradict themselves.
//
//   MergeSort(items, [](const Item& a, const Item& b) { return Before(a, b); });
//
// The standard library's sorts are undefined where `less` is no strict weak order: the order of yaml.v2's keys is not
// transitive, and nothing orders a NaN. This one compares elements of the vector only, each pair at most once, and
// then leaves some order of them, always the same one. Where `less` is an order, the result is std::stable_sort's.
//
// If `less` throws, elements are left in any order and some are lost: moved from.

#ifndef PKGREPO_BASE_MERGE_SORT_H_
#define PKGREPO_BASE_MERGE_SORT_H_

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace pkgrepo {

template <typename T, typename Less>
void MergeSort(std::vector<T>& items, Less less) {
  constexpr size_t kBlock = 20;  // sorted by insertion
  const size_t size = items.size();
  for (size_t begin = 0; begin < size; begin += kBlock) {
    const size_t end = std::min(begin + kBlock, size);
    for (size_t i = begin + 1; i < end; ++i) {
      for (size_t at = i; at > begin && less(items[at], items[at - 1]); --at) std::swap(items[at], items[at - 1]);
    }
  }
  std::vector<T> merged;
  for (size_t width = kBlock; width < size; width *= 2) {
    merged.clear();
    merged.reserve(size);
    for (size_t begin = 0; begin < size; begin += 2 * width) {
      const size_t middle = std::min(begin + width, size), end = std::min(begin + 2 * width, size);
      size_t left = begin, right = middle;
      while (left < middle && right < end) {
        merged.push_back(std::move(less(items[right], items[left]) ? items[right++] : items[left++]));
      }
      while (left < middle) merged.push_back(std::move(items[left++]));
      while (right < end) merged.push_back(std::move(items[right++]));
    }
    items.swap(merged);
  }
}

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_MERGE_SORT_H_
