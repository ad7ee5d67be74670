// Reads tar archives as they stream in: ustar, pax and GNU, as Go's archive/tar understands them.
//
//   TarReader reader([&](char* buffer, size_t room) { return source.Read(buffer, room); });
//   while (auto entry = reader.Next()) {
//     reader.ReadContent([&](std::string_view bytes) { … });     // or leave it: Next() passes over the rest
//   }
//
// Archives are hostile: lengths are bounded, checksums are checked, nothing is trusted. Names are as the
// archive has them: whoever writes files has to keep them inside its folder.

#ifndef PKGREPO_OCI_TAR_READER_H_
#define PKGREPO_OCI_TAR_READER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::oci {

struct TarMember {
  enum class Type { kFile, kDirectory, kSymlink, kHardlink, kOther };

  Type type = Type::kFile;
  std::string name;
  // Of a link: what it leads to.
  std::string link_target;
  int64_t size = 0;
  uint64_t mode = 0;
  // Seconds since 1970; negative before.
  int64_t mtime = 0;
};

class TarReader {
 public:
  // Copies up to `room` bytes to `buffer` and returns how many; 0 at the end.
  using Source = std::function<size_t(char* buffer, size_t room)>;

  explicit TarReader(Source source) : source_(std::move(source)) {}

  // The next member; nullopt at the end of the archive. Throws Error for what is not a tar archive or is truncated, and
  // for a sparse file: its content would come out wrong.
  std::optional<TarMember> Next();
  // Hands what is left of the current member's content to `sink`, piece by piece.
  void ReadContent(const std::function<void(std::string_view)>& sink);

 private:
  bool ReadBlock(char* block);
  void ReadExactly(char* buffer, size_t size);
  std::string ReadExtra(int64_t size);
  void ParsePax(std::string_view records);
  void TakePaxRecord(std::string_view key, std::string_view value);
  TarMember ParseHeader(const char* block) const;
  void ApplyExtras(TarMember& member);

  Source source_;
  // Of the current member: content not read yet, and the zeros behind it.
  int64_t left_ = 0;
  int64_t padding_ = 0;
  // What pax records and GNU entries say about the next member.
  std::map<std::string, std::string> pax_;
  bool is_sparse_ = false;
  std::optional<std::string> long_name_;
  std::optional<std::string> long_link_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_TAR_READER_H_
