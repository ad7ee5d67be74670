// Indexes of indexes, as a hostile registry may have them.
//
//   // 30 levels, each naming the next one ten times: 10^30 ways lead to the image.
//   NestIndexes(image, {.levels = 30, .repeats = 10}, [&](const std::string& json) { return layout.PutBlob(kOciIndex, json); });

#ifndef PKGREPO_TESTS_SUPPORT_NESTED_INDEX_H_
#define PKGREPO_TESTS_SUPPORT_NESTED_INDEX_H_

#include <functional>
#include <string>

#include "oci/image.h"

namespace pkgrepo::oci {

struct Nesting {
  int levels = 1;
  // How often each index names the next one.
  int repeats = 1;
  // What each index says that the next one is; "" is the truth.
  std::string claimed_media_type = {};
};

// `put` stores an index and gives its descriptor. Returns that of the outermost one.
Descriptor NestIndexes(Descriptor image, const Nesting& nesting,
                       const std::function<Descriptor(const std::string& json)>& put);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_TESTS_SUPPORT_NESTED_INDEX_H_
