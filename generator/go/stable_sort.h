// A stable sort for orders that may contradict themselves. Follows sort.Stable of Go 1.21.
//
//   StableSort(items, [](const Item& a, const Item& b) { return Before(a, b); });
//
// The standard library's sorts are undefined where `less` is no strict weak order: the order of yaml.v2's keys is not
// transitive, and nothing orders a NaN. Which order these end in depends on the pairs that are compared, so they are
// those of the original: blocks of 20 by insertion, then merged as in P. Kim and A. Kutzner, "Stable minimum storage
// merging by symmetric comparisons" (2004).
//
// If `less` throws, the elements are all there, in any order.

#ifndef PKGREPO_GO_STABLE_SORT_H_
#define PKGREPO_GO_STABLE_SORT_H_

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace pkgrepo::go {

template <typename T, typename Less>
class StableSorter {
 public:
  StableSorter(std::vector<T>& items, Less less) : items_(items), less_(std::move(less)) {}

  void Sort() {
    constexpr size_t kBlock = 20;
    const size_t size = items_.size();
    for (size_t begin = 0; begin < size; begin += kBlock) Insert(begin, std::min(begin + kBlock, size));
    for (size_t width = kBlock; width < size; width *= 2) {
      for (size_t begin = 0; begin + width < size; begin += 2 * width) {
        Merge(begin, begin + width, std::min(begin + 2 * width, size));
      }
    }
  }

 private:
  void Insert(size_t begin, size_t end) {
    for (size_t i = begin + 1; i < end; ++i) {
      for (size_t at = i; at > begin && IsLess(at, at - 1); --at) std::swap(items_[at], items_[at - 1]);
    }
  }

  // Merges [begin, middle) and [middle, end), both sorted and not empty. Where neither is a single element, the places
  // around the middle are paired, from outside to inside; what is behind the first pair in the wrong order changes sides.
  void Merge(size_t begin, size_t middle, size_t end) {
    if (middle - begin == 1) {
      const size_t to = FirstWhere(middle, end, [&](size_t i) { return !IsLess(i, begin); });
      return Rotate(begin, middle, to);
    }
    if (end - middle == 1) {
      const size_t to = FirstWhere(begin, middle, [&](size_t i) { return IsLess(middle, i); });
      return Rotate(to, middle, end);
    }
    const size_t half = (begin + end) / 2;
    const size_t sum = half + middle;
    const size_t low = middle > half ? sum - end : begin;
    const size_t left =
        FirstWhere(low, std::min(half, middle), [&](size_t i) { return IsLess(sum - 1 - i, i); });
    const size_t right = sum - left;
    if (left < middle && middle < right) Rotate(left, middle, right);
    if (begin < left && left < half) Merge(begin, left, half);
    if (half < right && right < end) Merge(half, right, end);
  }

  // By bisection; `to` if there is none.
  template <typename Predicate>
  static size_t FirstWhere(size_t from, size_t to, Predicate predicate) {
    while (from < to) {
      const size_t half = (from + to) / 2;
      if (predicate(half)) {
        to = half;
      } else {
        from = half + 1;
      }
    }
    return from;
  }

  bool IsLess(size_t a, size_t b) { return less_(std::as_const(items_[a]), std::as_const(items_[b])); }

  void Rotate(size_t begin, size_t middle, size_t end) {
    const auto at = [&](size_t i) { return items_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::rotate(at(begin), at(middle), at(end));
  }

  std::vector<T>& items_;
  Less less_;
};

template <typename T, typename Less>
void StableSort(std::vector<T>& items, Less less) {
  StableSorter<T, Less>(items, std::move(less)).Sort();
}

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_STABLE_SORT_H_
