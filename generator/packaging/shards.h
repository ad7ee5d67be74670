// Which parts of a repository several builds were for (PACKAGE_REPO_SHARD), and whether they are all of it.
//
//   RequireAllShards({"build-1", "build-2"}, disk);
//
// cmake/PackageRepoShard.cmake writes a line to carvel/shard: `2/5 SPLIT`, the number of the part, how many there are, and what
// all parts that fit together have in common: the packages, and what each of them is taken to cost.

#ifndef PKGREPO_PACKAGING_SHARDS_H_
#define PKGREPO_PACKAGING_SHARDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

struct Shard {
  int part = 0;  // from 1
  int parts = 0;
  std::string split;
};

// Throws Error, for `file`, if `text` is not such a line.
Shard ParseShard(const std::string& file, std::string_view text);

// The first part, if these builds, which have to be one at least, are each for one part of the same split, and no part is
// missing. Throws Error otherwise: some package may have been built and tested by nobody.
Shard RequireAllShards(const std::vector<std::string>& builds, const FileSystem& files);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SHARDS_H_
