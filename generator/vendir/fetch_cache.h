// Keeps in $VENDIR_CACHE_DIR what was fetched by digest, up to $VENDIR_MAX_CACHE_SIZE (default 1Mi) for each digest.
//
//   FetchCache cache = FetchCache::FromEnvironment();
//   if (!cache.CopyTo(files, "image", digest, target)) {
//     Fetch(target);
//     cache.Keep(files, "image", digest, target);
//   }

#ifndef PKGREPO_VENDIR_FETCH_CACHE_H_
#define PKGREPO_VENDIR_FETCH_CACHE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file_system.h"

namespace pkgrepo::vendir {

// A number of bytes as Kubernetes writes quantities: "1Mi", "500k", "1.5Gi", "1e6". Throws Error.
uint64_t ParseQuantity(std::string_view text);

class FetchCache {
 public:
  // An empty folder means no cache.
  FetchCache(std::string directory, uint64_t max_size)
      : directory_(std::move(directory)), max_size_(max_size) {}
  static FetchCache FromEnvironment();

  // Makes `target` a copy of what is kept. Returns false, having made nothing, if nothing is.
  bool CopyTo(FileSystem& files, const std::string& kind, const std::string& id,
              const std::string& target) const;
  // Keeps a copy of the folder `content`, unless it is too large.
  void Keep(FileSystem& files, const std::string& kind, const std::string& id,
            const std::string& content) const;

 private:
  std::string PathOf(const std::string& kind, const std::string& id) const;

  std::string directory_;
  uint64_t max_size_;
};

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_FETCH_CACHE_H_
