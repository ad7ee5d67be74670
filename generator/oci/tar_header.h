// Headers of a tar archive, chosen and filled as Go's archive/tar does: ustar where the entry fits, else pax,
// else GNU.
//
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html,
// https://www.gnu.org/software/tar/manual/

#ifndef PKGREPO_OCI_TAR_HEADER_H_
#define PKGREPO_OCI_TAR_HEADER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::oci {

inline constexpr size_t kTarBlockSize = 512;
// Bytes that are read or written at a time.
inline constexpr size_t kTarBufferSize = 128 * 1024;

enum class TarType : char { kFile = '0', kSymlink = '2', kDirectory = '5' };

struct TarOwner {
  uint32_t user = 0;
  uint32_t group = 0;

  bool operator==(const TarOwner&) const = default;
};

struct TarEntry {
  std::string_view name;
  TarType type = TarType::kFile;
  uint64_t mode = 0;
  int64_t size = 0;
  // Of a symbolic link: what it leads to.
  std::string_view link_target = {};
  TarOwner owner = {};
};

// All blocks ahead of the entry's content, those of a pax or long-name entry included. The time is zero.
std::string MakeTarHeader(const TarEntry& entry);

// Zeros that fill the last block of content of this size.
size_t TarPadding(int64_t size);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_TAR_HEADER_H_
