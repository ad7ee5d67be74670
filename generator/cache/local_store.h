// A store in a folder, for any number of processes at the same time:
//
//   cas/AB/HEX    content; AB are the first two digits of HEX
//   ac/AB/HEX     results
//
//   LocalStore store("/var/cache/pkgrepo");
//   store.Put(Kind::kContent, Digest::Of(text), text);
//
// Files are written aside and renamed, and never changed. The modification time of a file is when it was last used, to
// the hour. About once for each hundredth of the limit that is put, a Put() looks at all files, and removes those unused
// for longest until nine tenths of the limit are left; so a store may be a few hundredths larger than its limit for a
// time. A file counts as the blocks of 4 kB that it takes on a disk.

#ifndef PKGREPO_CACHE_LOCAL_STORE_H_
#define PKGREPO_CACHE_LOCAL_STORE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "cache/store.h"

namespace pkgrepo::cache {

inline constexpr uint64_t kDefaultLimit = uint64_t{5} << 30;

class LocalStore : public Store {
 public:
  // The folder is made when something is put. `limit` is in bytes.
  explicit LocalStore(std::string directory, uint64_t limit = kDefaultLimit)
      : directory_(std::move(directory)), limit_(limit) {}

  // Content that is not what its name says is removed.
  std::optional<std::string> Get(Kind kind, const Digest& digest, int64_t max_size) override;
  void Put(Kind kind, const Digest& digest, std::string_view bytes) override;

  struct Usage {
    size_t files = 0;
    uint64_t bytes = 0;  // on the disk
  };
  Usage Count(Kind kind) const;
  // Removes the files unused for longest until there are no more than `bytes` of them; returns what was removed. What
  // killed writers have left is removed, too, after a day.
  Usage Trim(uint64_t bytes);
  // Removes content that is not what its name says, and what `is_result` says is no result of this action; returns the
  // paths.
  using IsResult = std::function<bool(const Digest&, std::string_view)>;
  std::vector<std::string> RemoveDamaged(const IsResult& is_result);

 private:
  struct File {
    std::string path;
    std::string name;
    FileInfo info;
  };
  std::string PathOf(Kind kind, const Digest& digest) const;
  // The same if there are more than `limit` bytes.
  Usage TrimIfOver(uint64_t limit, uint64_t bytes);
  // Whether it is this file's turn to have all others looked at.
  bool IsTurn(const Digest& digest, uint64_t size) const;
  // nullopt if it was removed meanwhile.
  std::optional<std::string> Read(const std::string& path) const;
  // All that is in the folders of this kind, also what is not of the store.
  std::vector<File> Files(Kind kind) const;

  std::string directory_;
  uint64_t limit_;
  mutable RealFileSystem disk_;
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_LOCAL_STORE_H_
