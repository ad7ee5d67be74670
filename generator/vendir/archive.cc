#include "vendir/archive.h"

#include <locale.h>

#include <optional>

#include "base/error.h"
#include "base/file_system.h"
#include "base/input_file.h"
#include "base/output_file.h"
#include "vendir/archive_library.h"

namespace pkgrepo::vendir {
namespace {

constexpr size_t kHeadSize = 512;
constexpr size_t kBlockSize = 64 * 1024;
// What archive_errno() gives where no system error fits: here, a filter that fails.
constexpr int kOtherFault = -1;
constexpr char kZipEnd[] = "PK\x05\x06";

// The sum that a tar header holds of its own bytes, as octal digits; the field itself counts as blanks.
bool HasTarChecksum(std::string_view head) {
  constexpr size_t kChecksumOffset = 148, kChecksumSize = 8;
  if (head.size() < kHeadSize) return false;
  uint32_t sum = 0, stored = 0;
  for (size_t i = 0; i < kHeadSize; ++i) {
    bool in_field = i >= kChecksumOffset && i < kChecksumOffset + kChecksumSize;
    sum += in_field ? ' ' : static_cast<unsigned char>(head[i]);
  }
  bool digits = false;
  for (char c : head.substr(kChecksumOffset, kChecksumSize)) {
    if (c == ' ' && !digits) continue;
    if (c < '0' || c > '7') break;
    stored = stored * 8 + static_cast<uint32_t>(c - '0');
    digits = true;
  }
  return digits && sum == stored;
}

std::string ReadHead(const std::string& path) {
  const InputFile file(path);
  std::string head(kHeadSize, '\0');
  size_t size = 0;
  while (const size_t count = file.Read(head.data() + size, kHeadSize - size)) size += count;
  head.resize(size);
  return head;
}

// Makes this thread's characters UTF-8 for as long as the object lasts: libarchive gives names in those of
// the locale.
class Utf8Locale {
 public:
  Utf8Locale() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) previous_ = uselocale(utf8_);
  }
  ~Utf8Locale() {
    if (utf8_ == nullptr) return;
    uselocale(previous_);
    freelocale(utf8_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_;
  locale_t previous_ = nullptr;
};

// Reads one archive and writes its files.
class Unpacker {
 public:
  Unpacker(const std::string& path, ArchiveKind kind, const std::string& target, const ArchiveLimits& limits)
      : library_(ArchiveLibrary::Get()), archive_(library_.read_new()), target_(target), limits_(limits) {
    if (archive_ == nullptr) throw Error("not enough memory to unpack '" + path + "'");
    if (kind == ArchiveKind::kZip) library_.support_format_zip(archive_);
    if (kind != ArchiveKind::kZip) library_.support_format_tar(archive_);
    if (kind == ArchiveKind::kGzip) library_.support_filter_gzip(archive_);
    opened_ = library_.open_filename(archive_, path.c_str(), kBlockSize) == ARCHIVE_OK;
  }
  ~Unpacker() { library_.read_free(archive_); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // False if the very first header shows that this is not an archive.
  bool Run() {
    archive_entry* entry = nullptr;
    int status = opened_ ? library_.next_header(archive_, &entry) : ARCHIVE_FATAL;
    if (status < ARCHIVE_WARN) {
      // A wrong format is one thing, a gzip that breaks off another.
      if (library_.error_number(archive_) == kOtherFault) ThrowDamaged();
      return false;
    }
    for (uint64_t count = 1; status != ARCHIVE_EOF; ++count) {
      if (status < ARCHIVE_WARN) ThrowDamaged();
      if (count > limits_.max_entries)
        throw Error("archive has more than " + std::to_string(limits_.max_entries) + " entries");
      UnpackEntry(entry);
      status = library_.next_header(archive_, &entry);
    }
    return true;
  }

 private:
  [[noreturn]] void ThrowDamaged() const {
    const char* reason = library_.error_string(archive_);
    throw Error("archive is damaged: " + std::string(reason == nullptr ? "unknown fault" : reason));
  }

  std::string EntryName(archive_entry* entry) const {
    const char* name = library_.entry_pathname(entry);
    if (name == nullptr) name = library_.entry_pathname_utf8(entry);
    if (name == nullptr) throw Error("archive has an entry without a readable name");
    return name;
  }

  void UnpackEntry(archive_entry* entry) {
    std::string name = EntryName(entry);
    name.erase(0, name.find_first_not_of('/'));  // as tar does, absolute names are taken from here
    if (library_.entry_filetype(entry) == AE_IFDIR && CleanPath(name) == ".") return;
    if (!IsLocalPath(name) || CleanPath(name) == ".") {
      throw Error("archive entry '" + name + "' leads out of the archive's folder");
    }
    if (library_.entry_filetype(entry) == AE_IFDIR) return;
    if (library_.entry_hardlink(entry) != nullptr || library_.entry_filetype(entry) != AE_IFREG) {
      throw Error("archive entry '" + name +
                  "' is neither a file nor a folder (links and devices are not unpacked)");
    }
    if (library_.entry_is_encrypted(entry) == 1) throw Error("archive entry '" + name + "' is encrypted");
    WriteEntry(JoinPath(target_, CleanPath(name)));
  }

  void WriteEntry(const std::string& path) {
    RealFileSystem().MakeDirectories(std::string(DirName(path)), kPrivateDirectoryMode);
    OutputFile file(path, OutputFile::Place::kNoLink, kPlainMode);
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    while (true) {
      int status = library_.data_block(archive_, &block, &size, &offset);
      if (status == ARCHIVE_EOF) return file.Close();
      if (status != ARCHIVE_OK) ThrowDamaged();  // a warning is a wrong checksum or size
      bytes_ += size;
      if (bytes_ > limits_.max_bytes || offset < 0 || static_cast<uint64_t>(offset) > limits_.max_bytes) {
        throw Error("archive unpacks to more than " + std::to_string(limits_.max_bytes) + " bytes");
      }
      file.WriteAt({static_cast<const char*>(block), size}, offset);
    }
  }

  const ArchiveLibrary& library_;
  archive* archive_;
  std::string target_;
  ArchiveLimits limits_;
  uint64_t bytes_ = 0;
  bool opened_ = false;
};

}  // namespace

ArchiveKind DetectArchive(std::string_view head) {
  // A zip begins with the header of its first file, or, if there is none, with its end record.
  if (head.starts_with("PK\x03\x04") || head.starts_with(kZipEnd)) return ArchiveKind::kZip;
  if (head.starts_with("\x1f\x8b\x08")) return ArchiveKind::kGzip;
  // A tar without entries is all end marks.
  if (head.size() >= kHeadSize && head.substr(0, kHeadSize).find_first_not_of('\0') == head.npos) {
    return ArchiveKind::kTar;
  }
  return HasTarChecksum(head) ? ArchiveKind::kTar : ArchiveKind::kNone;
}

bool UnpackArchive(const std::string& path, const std::string& target, const ArchiveLimits& limits) {
  std::string head = ReadHead(path);
  if (head.empty()) return true;  // a tar without entries
  ArchiveKind kind = DetectArchive(head);
  if (kind == ArchiveKind::kNone) return false;
  if (head.starts_with(kZipEnd)) return true;  // nothing in it, which libarchive takes for no zip at all
  Utf8Locale locale;
  return Unpacker(path, kind, target, limits).Run();
}

}  // namespace pkgrepo::vendir
