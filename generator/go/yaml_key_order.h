// The order in which keys are printed: by character, but runs of digits by their value.
//
//   _  "9"  "10"  B  a-b  a/b  ab  b2  b10  ä
//
// Follows https://gopkg.in/yaml.v2 v2.4.0, with which every Carvel tool prints. It is not byte order.

#ifndef PKGREPO_GO_YAML_KEY_ORDER_H_
#define PKGREPO_GO_YAML_KEY_ORDER_H_

#include <string_view>

namespace pkgrepo::go {

// Whether key `a` is printed before key `b`; both UTF-8. At the first difference two letters compare by code
// point, a letter comes after anything else, and numbers compare by value. A prefix comes first.
//
// The order is not transitive for every mix of letters and digits: "a", "1a" and "~", say, follow each other in a
// circle. Sort with StableSort (go/stable_sort.h).
bool NaturalKeyLess(std::string_view a, std::string_view b);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_YAML_KEY_ORDER_H_
