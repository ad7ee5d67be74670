// What was fetched from upstreams, by what was asked for: an upstream is asked once, and not by each
// checkout.
//
//   VendorCache cache(access, vendir::FormatConfig(wanted), {"config/upstream"});
//   if (!cache.Restore(vendored, disk)) {
//     FetchContents(…);
//     cache.Keep(vendored, disk);
//   }
//
// What is asked for has to be pinned, so that it is the same whenever it is fetched.

#ifndef PKGREPO_PACKAGING_VENDOR_CACHE_H_
#define PKGREPO_PACKAGING_VENDOR_CACHE_H_

#include <string>
#include <vector>

#include "base/file_system.h"
#include "cache/action_cache.h"
#include "cache/cache_access.h"

namespace pkgrepo::packaging {

class VendorCache {
 public:
  // `paths` are those of the bundle that `config`, a vendir.yml, asks for. `access` is kept and must outlive the object.
  VendorCache(cache::CacheAccess& access, const std::string& config, std::vector<std::string> paths);

  // Puts what was found in the place of the paths in the folder `vendored`. Returns whether all of them were; if not,
  // what is there may be a part.
  bool Restore(const std::string& vendored, FileSystem& disk);
  // Nothing is kept that has more than plain files and the folders that they are in.
  void Keep(const std::string& vendored, const FileSystem& disk);

 private:
  cache::CacheAccess& access_;
  cache::Command command_;
  cache::InputRoot inputs_;
  std::vector<std::string> paths_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_VENDOR_CACHE_H_
