// The order in which keys are printed: by character, but runs of digits by their value.
//
//   _  "9"  "10"  B  a-b  a/b  ab  b2  b10  ä
//
// It is the order of Go's yaml.v2, which every Carvel tool prints with, and is not byte order.

#ifndef PKGREPO_GO_YAML_KEY_ORDER_H_
#define PKGREPO_GO_YAML_KEY_ORDER_H_

#include <string_view>

namespace pkgrepo::go {

// Whether key `a` is printed before key `b`; both UTF-8. At the first difference two letters compare by code
// point, a letter comes after anything else, and numbers compare by value. A prefix comes first.
//
// The order is not transitive for every mix of letters and digits: "a", "1a" and "~", say, follow each other in a circle.
// Sort with MergeSort (base/merge_sort.h).
bool NaturalKeyLess(std::string_view a, std::string_view b);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_YAML_KEY_ORDER_H_
