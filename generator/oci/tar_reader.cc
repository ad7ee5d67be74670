#include "oci/tar_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <vector>

#include "base/error.h"
#include "oci/tar_header.h"

namespace pkgrepo::oci {
namespace {

// Pax records and long names; far above any path.
constexpr int64_t kMaxExtraSize = 1 << 20;
// Headers of a member's own in a row; archivers write two at most.
constexpr int kMaxExtras = 16;
constexpr std::array<std::string_view, 4> kKnownRecords = {"path", "linkpath", "size", "mtime"};
constexpr std::string_view kSparsePrefix = "GNU.sparse.";
constexpr char kGnuSparse = 'S';

[[noreturn]] void ThrowInvalid(const char* what) { throw Error(std::string("archive/tar: ") + what); }

std::string_view TextField(const char* block, size_t offset, size_t size) {
  return {block + offset, strnlen(block + offset, size)};
}

// GNU's base 256, a two's complement whose sign is the second bit.
bool IsBase256(const char* block, size_t offset) { return (block[offset] & 0x80) != 0; }

int64_t SignedBase256(const char* block, size_t offset, size_t size) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(block + offset);
  const bool negative = (bytes[0] & 0x40) != 0;
  // One's complement of a negative number, so that only small magnitudes are shifted.
  const unsigned char inversion = negative ? 0xFF : 0;
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) {
    if (value >> 55 != 0) ThrowInvalid("number too large in tar header");
    const auto byte = static_cast<unsigned char>(bytes[i] ^ inversion);
    value = value << 8 | (i == 0 ? byte & 0x3Fu : byte);
  }
  return negative ? ~static_cast<int64_t>(value) : static_cast<int64_t>(value);
}

// Octal digits with blanks or NULs around them, or GNU's base 256.
uint64_t NumberField(const char* block, size_t offset, size_t size) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(block + offset);
  if (IsBase256(block, offset)) {
    const int64_t number = SignedBase256(block, offset, size);
    if (number < 0) ThrowInvalid("negative number in tar header");
    return static_cast<uint64_t>(number);
  }
  uint64_t value = 0;
  size_t i = 0;
  while (i < size && (bytes[i] == ' ' || bytes[i] == '\0')) ++i;
  for (; i < size && bytes[i] != ' ' && bytes[i] != '\0'; ++i) {
    if (bytes[i] < '0' || bytes[i] > '7') ThrowInvalid("invalid tar header");
    value = value << 3 | (bytes[i] - '0');
  }
  return value;
}

bool IsEmptyBlock(const char* block) {
  for (size_t i = 0; i < kTarBlockSize; ++i) {
    if (block[i] != '\0') return false;
  }
  return true;
}

void CheckChecksum(const char* block) {
  constexpr size_t kOffset = 148;
  constexpr size_t kLength = 8;
  uint64_t unsigned_sum = 0;
  int64_t signed_sum = 0;  // some old archivers added up signed characters
  for (size_t i = 0; i < kTarBlockSize; ++i) {
    const char c = i >= kOffset && i < kOffset + kLength ? ' ' : block[i];
    unsigned_sum += static_cast<unsigned char>(c);
    signed_sum += static_cast<signed char>(c);
  }
  const uint64_t expected = NumberField(block, kOffset, kLength);
  if (expected != unsigned_sum && static_cast<int64_t>(expected) != signed_sum)
    ThrowInvalid("invalid tar header");
}

TarMember::Type TypeOf(char flag) {
  switch (flag) {
    case '0':
    case '\0':
    case '7':
      return TarMember::Type::kFile;
    case '1':
      return TarMember::Type::kHardlink;
    case '2':
      return TarMember::Type::kSymlink;
    case '5':
      return TarMember::Type::kDirectory;
    default:
      return TarMember::Type::kOther;
  }
}

int64_t ParseDecimal(const std::string& text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0)
    ThrowInvalid("invalid tar header");
  return value;
}

// "-1.5" is in the second that begins at -2.
int64_t ParseTime(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const int64_t seconds = ParseDecimal(std::string(text.substr(0, point)));
  const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (!negative) return seconds;
  return fraction.find_first_not_of('0') == std::string_view::npos ? -seconds : -seconds - 1;
}

int64_t TimeField(const char* block, size_t offset, size_t size) {
  if (IsBase256(block, offset)) return SignedBase256(block, offset, size);
  return static_cast<int64_t>(NumberField(block, offset, size));
}

}  // namespace

void TarReader::ReadExactly(char* buffer, size_t size) {
  while (size > 0) {
    const size_t count = source_(buffer, size);
    if (count == 0) throw Error("unexpected EOF");
    buffer += count;
    size -= count;
  }
}

// Returns false if the archive ends here, instead of within the block.
bool TarReader::ReadBlock(char* block) {
  const size_t first = source_(block, kTarBlockSize);
  if (first == 0) return false;
  ReadExactly(block + first, kTarBlockSize - first);
  return true;
}

std::string TarReader::ReadExtra(int64_t size) {
  if (size > kMaxExtraSize) ThrowInvalid("header field too long");
  std::string content(static_cast<size_t>(size), '\0');
  ReadExactly(content.data(), content.size());
  std::array<char, kTarBlockSize> padding;
  ReadExactly(padding.data(), TarPadding(size));
  return content;
}

void TarReader::ParsePax(std::string_view records) {
  while (!records.empty()) {
    size_t length = 0;
    const auto [digits_end, error] = std::from_chars(records.data(), records.data() + records.size(), length);
    const auto digits = static_cast<size_t>(digits_end - records.data());
    if (error != std::errc() || length > records.size() || length < digits + 2 || records[digits] != ' ' ||
        records[length - 1] != '\n') {
      ThrowInvalid("invalid tar header");
    }
    const std::string_view record = records.substr(digits + 1, length - digits - 2);
    const size_t equals = record.find('=');
    if (equals == std::string_view::npos) ThrowInvalid("invalid tar header");
    TakePaxRecord(record.substr(0, equals), record.substr(equals + 1));
    records.remove_prefix(length);
  }
}

// Keeps what is of use: archives can hold any number of records at next to no size.
void TarReader::TakePaxRecord(std::string_view key, std::string_view value) {
  if (key.starts_with(kSparsePrefix)) is_sparse_ = true;
  if (std::find(kKnownRecords.begin(), kKnownRecords.end(), key) == kKnownRecords.end()) return;
  pax_[std::string(key)] = value;
}

TarMember TarReader::ParseHeader(const char* block) const {
  CheckChecksum(block);
  TarMember member;
  member.type = TypeOf(block[156]);
  member.name = TextField(block, 0, 100);
  member.link_target = TextField(block, 157, 100);
  member.mode = NumberField(block, 100, 8);
  const uint64_t size = NumberField(block, 124, 12);
  if (size > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) ThrowInvalid("invalid tar header");
  member.size = static_cast<int64_t>(size);
  member.mtime = TimeField(block, 136, 12);
  const bool is_ustar = std::memcmp(block + 257, "ustar\0", 6) == 0;
  const std::string_view prefix = is_ustar ? TextField(block, 345, 155) : std::string_view();
  if (!prefix.empty()) member.name = std::string(prefix) + "/" + member.name;
  return member;
}

void TarReader::ApplyExtras(TarMember& member) {
  if (long_name_) member.name = *long_name_;
  if (long_link_) member.link_target = *long_link_;
  for (const auto& [key, value] : pax_) {
    if (key == "path") member.name = value;
    if (key == "linkpath") member.link_target = value;
    if (key == "size") member.size = ParseDecimal(value);
    if (key == "mtime") member.mtime = ParseTime(value);
  }
  if (is_sparse_) throw Error("archive/tar: sparse files are not supported: '" + member.name + "'");
  pax_.clear();
  long_name_.reset();
  long_link_.reset();
  if (member.type == TarMember::Type::kFile && member.name.ends_with('/'))
    member.type = TarMember::Type::kDirectory;
  if (member.type != TarMember::Type::kFile && member.type != TarMember::Type::kOther) member.size = 0;
}

std::optional<TarMember> TarReader::Next() {
  ReadContent([](std::string_view) {});
  std::array<char, kTarBlockSize> block;
  for (int extras = 0;; ++extras) {
    if (extras > kMaxExtras) ThrowInvalid("too many headers of one file");
    if (!ReadBlock(block.data()) || IsEmptyBlock(block.data())) return std::nullopt;
    TarMember member = ParseHeader(block.data());
    switch (block[156]) {
      case 'x':
        ParsePax(ReadExtra(member.size));
        break;
      case 'g':
        ReadExtra(member.size);  // for the whole archive: nothing of use here
        break;
      case 'L':
        long_name_ = ReadExtra(member.size).c_str();
        break;
      case 'K':
        long_link_ = ReadExtra(member.size).c_str();
        break;
      default:
        is_sparse_ = is_sparse_ || block[156] == kGnuSparse;
        ApplyExtras(member);
        left_ = member.size;
        padding_ = static_cast<int64_t>(TarPadding(member.size));
        return member;
    }
  }
}

void TarReader::ReadContent(const std::function<void(std::string_view)>& sink) {
  if (left_ == 0 && padding_ == 0) return;
  std::vector<char> buffer(std::min(kTarBufferSize, static_cast<size_t>(left_ + padding_)));
  while (left_ > 0) {
    const size_t count = source_(buffer.data(), std::min(buffer.size(), static_cast<size_t>(left_)));
    if (count == 0) throw Error("unexpected EOF");
    left_ -= static_cast<int64_t>(count);
    sink({buffer.data(), count});
  }
  const auto padding = static_cast<size_t>(padding_);
  padding_ = 0;
  ReadExactly(buffer.data(), padding);
}

}  // namespace pkgrepo::oci
