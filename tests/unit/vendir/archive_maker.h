// Archives for tests, written byte by byte so that they can be as broken as wanted.

#ifndef PKGREPO_TESTS_UNIT_VENDIR_ARCHIVE_MAKER_H_
#define PKGREPO_TESTS_UNIT_VENDIR_ARCHIVE_MAKER_H_

#include <zlib.h>

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace pkgrepo::vendir {

struct ArchiveEntry {
  std::string name;
  std::string content;
  char type = '0';  // of a tar
  std::string link = {};
};

inline std::string MakeTar(const std::vector<ArchiveEntry>& entries) {
  std::string tar;
  for (const ArchiveEntry& entry : entries) {
    char header[512] = {};
    std::memcpy(header, entry.name.data(), std::min<size_t>(entry.name.size(), 100));
    std::snprintf(header + 100, 8, "%07o", 0755u);
    std::snprintf(header + 108, 8, "%07o", 0u);
    std::snprintf(header + 116, 8, "%07o", 0u);
    std::snprintf(header + 124, 12, "%011o", static_cast<unsigned>(entry.content.size()));
    std::snprintf(header + 136, 12, "%011o", 0u);
    header[156] = entry.type;
    std::memcpy(header + 157, entry.link.data(), std::min<size_t>(entry.link.size(), 100));
    std::memcpy(header + 257, "ustar\00000", 8);
    std::memset(header + 148, ' ', 8);
    unsigned sum = 0;
    for (char c : header) sum += static_cast<unsigned char>(c);
    std::snprintf(header + 148, 8, "%06o", sum);
    tar.append(header, sizeof(header));
    tar += entry.content;
    tar.append((512 - entry.content.size() % 512) % 512, '\0');
  }
  return tar + std::string(1024, '\0');
}

inline std::string Gzip(const std::string& bytes) {
  z_stream stream = {};
  if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib");
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// A zip without compression.
inline std::string MakeZip(const std::vector<ArchiveEntry>& entries) {
  auto number = [](uint32_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
    return bytes;
  };
  std::string zip, directory;
  for (const ArchiveEntry& entry : entries) {
    auto crc = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()),
                                           static_cast<uInt>(entry.content.size())));
    auto size = static_cast<uint32_t>(entry.content.size());
    std::string common = number(20, 2) + number(0x800, 2) + number(0, 2) + number(0, 4) + number(crc, 4) +
                         number(size, 4) + number(size, 4) +
                         number(static_cast<uint32_t>(entry.name.size()), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) +
                 number(0, 4) + number(static_cast<uint32_t>(zip.size()), 4) + entry.name;
    zip += "PK\x03\x04" + common + entry.name + entry.content;
  }
  auto count = static_cast<uint32_t>(entries.size());
  return zip + directory + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2) +
         number(static_cast<uint32_t>(directory.size()), 4) + number(static_cast<uint32_t>(zip.size()), 4) +
         number(0, 2);
}

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_TESTS_UNIT_VENDIR_ARCHIVE_MAKER_H_
