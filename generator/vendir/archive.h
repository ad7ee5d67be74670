// Unpacking fetched archives: zip, tar, gzipped tar.
//
//   if (UnpackArchive(path, "staging/app")) …          // false: it is no archive, the file is left alone
//
// What the file is decides, not what it is called. Archives are hostile: names that leave the folder, links,
// devices, too many entries and too much content are errors. Nothing in the archive is followed or trusted
// but names and bytes.

#ifndef PKGREPO_VENDIR_ARCHIVE_H_
#define PKGREPO_VENDIR_ARCHIVE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::vendir {

// What an archive may unpack to.
struct ArchiveLimits {
  uint64_t max_entries = 500'000;
  uint64_t max_bytes = uint64_t{4} << 30;
};

enum class ArchiveKind { kNone, kZip, kTar, kGzip };

// By the first bytes of a file; 512 are enough. A gzipped file need not hold a tar.
ArchiveKind DetectArchive(std::string_view head);

// Unpacks the files of the archive `path` into the new folder `target`: files with mode 0644, folders with
// 0700, no empty folders. Returns false, having made nothing, if `path` is not an archive. Throws Error if the
// archive is damaged or hostile; `target` is not complete then.
bool UnpackArchive(const std::string& path, const std::string& target, const ArchiveLimits& limits = {});

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_ARCHIVE_H_
