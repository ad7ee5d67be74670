// Removes from an image layout the blobs that no name leads to any more: what earlier builds have left.
//
//   { const Layout layout = Layout::Open("build/registry"); … }   // nobody may be using it
//   CollectIfGrown("build/registry");

#ifndef PKGREPO_OCI_LAYOUT_COLLECTOR_H_
#define PKGREPO_OCI_LAYOUT_COLLECTOR_H_

#include <cstdint>
#include <string>

namespace pkgrepo::oci {

struct Collected {
  int64_t removed_blobs = 0;
  int64_t removed_bytes = 0;
};

// Waits until nobody uses the layout, and keeps others waiting meanwhile. index.json is brought up to date first. Throws
// Error for a manifest that is damaged, since what it refers to is not known then; nothing has been removed in this case.
// The caller must not hold a Layout of this directory.
Collected CollectGarbage(const std::string& directory);

// The same where it pays and costs nobody a wait: if the layout has doubled since the last time, or since it was first seen
// to be more than small, or grown by more than kMaxGrowth, and nobody else uses it.
void CollectIfGrown(const std::string& directory);

inline constexpr int64_t kMaxGrowth = int64_t{256} << 20;
// What is smaller is left alone by CollectIfGrown().
inline constexpr int64_t kSmallLayout = int64_t{16} << 20;

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_LAYOUT_COLLECTOR_H_
