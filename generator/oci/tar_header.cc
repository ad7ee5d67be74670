#include "oci/tar_header.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"

namespace pkgrepo::oci {
namespace {

// A field of a header block.
struct Field {
  size_t offset;
  size_t size;
};

constexpr Field kName = {0, 100};
constexpr Field kMode = {100, 8};
constexpr Field kUid = {108, 8};
constexpr Field kGid = {116, 8};
constexpr Field kSize = {124, 12};
constexpr Field kTime = {136, 12};
constexpr Field kChecksum = {148, 8};
constexpr Field kType = {156, 1};
constexpr Field kLinkName = {157, 100};
constexpr Field kMagic = {257, 8};
constexpr Field kDevMajor = {329, 8};
constexpr Field kDevMinor = {337, 8};
constexpr Field kPrefix = {345, 155};

constexpr std::string_view kUstarMagic{"ustar\00000", 8};
constexpr std::string_view kGnuMagic{"ustar  \0", 8};
constexpr char kPaxType = 'x';
constexpr char kGnuLongNameType = 'L';
constexpr char kGnuLongLinkType = 'K';

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string WithoutNonAscii(std::string_view text) {
  std::string ascii;
  std::copy_if(text.begin(), text.end(), std::back_inserter(ascii),
               [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii;
}

std::string_view WithoutTrailingSlashes(std::string_view text) {
  return text.substr(0, text.find_last_not_of('/') + 1);
}

bool FitsOctal(uint64_t value, Field field) { return value >> (3 * (field.size - 1)) == 0; }

class HeaderBlock {
 public:
  void SetText(Field field, std::string_view text) {
    std::copy_n(text.begin(), std::min(text.size(), field.size), bytes_.begin() + field.offset);
  }

  // A name that has to be cut must not end in a slash: readers would take the entry for a folder.
  void SetName(std::string_view name) {
    SetText(kName, name.size() > kName.size ? WithoutTrailingSlashes(name.substr(0, kName.size)) : name);
  }

  // Zero-filled, with a NUL behind.
  void SetOctal(Field field, uint64_t value) {
    for (size_t i = field.size - 1; i-- > 0; value >>= 3) {
      bytes_[field.offset + i] = static_cast<char>('0' + (value & 7));
    }
    bytes_[field.offset + field.size - 1] = '\0';
  }

  // Octal, or GNU's base 256 with the top bit set.
  void SetNumber(Field field, uint64_t value) {
    if (FitsOctal(value, field)) return SetOctal(field, value);
    for (size_t i = field.size; i-- > 0; value >>= 8)
      bytes_[field.offset + i] = static_cast<char>(value & 0xFF);
    bytes_[field.offset] = static_cast<char>(bytes_[field.offset] | 0x80);
  }

  std::string Finish(std::string_view magic) {
    SetText(kMagic, magic);
    std::fill_n(bytes_.begin() + kChecksum.offset, kChecksum.size, ' ');
    uint64_t sum = 0;
    for (char c : bytes_) sum += static_cast<unsigned char>(c);
    SetOctal({kChecksum.offset, kChecksum.size - 1}, sum);
    return {bytes_.data(), bytes_.size()};
  }

 private:
  std::array<char, kTarBlockSize> bytes_ = {};
};

// An entry of the archive's own that says more about the next one: pax records or a GNU long name.
std::string MakeExtraEntry(char type, std::string_view name, std::string_view content,
                           std::string_view magic) {
  const std::string ascii = WithoutNonAscii(name);
  HeaderBlock block;
  block.SetText(kName, WithoutTrailingSlashes(std::string_view(ascii).substr(0, kName.size)));
  block.SetText(kType, {&type, 1});
  for (Field field : {kMode, kUid, kGid, kTime}) block.SetOctal(field, 0);
  block.SetOctal(kSize, content.size());
  std::string bytes = block.Finish(magic);
  bytes += content;
  bytes.append(TarPadding(static_cast<int64_t>(content.size())), '\0');
  return bytes;
}

// "LENGTH key=value\n", where LENGTH counts itself.
std::string PaxRecord(std::string_view key, std::string_view value) {
  const size_t rest = key.size() + value.size() + 3;
  size_t length = rest + std::to_string(rest).size();
  length = rest + std::to_string(length).size();
  return std::to_string(length) + " " + std::string(key) + "=" + std::string(value) + "\n";
}

std::string PaxEntryName(std::string_view name) {
  const size_t slash = name.rfind('/');
  const std::string_view directory =
      slash == std::string_view::npos ? "" : WithoutTrailingSlashes(name.substr(0, slash));
  const std::string_view base = slash == std::string_view::npos ? name : name.substr(slash + 1);
  std::string path(directory);
  if (!path.empty()) path += '/';
  return path + "PaxHeaders.0/" + std::string(base);
}

// A long name as ustar's prefix and name, if a slash stands where it can be cut.
std::optional<std::pair<std::string_view, std::string_view>> SplitForUstar(std::string_view name) {
  const size_t slash = name.substr(0, kPrefix.size + 1).rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  const std::string_view rest = name.substr(slash + 1);
  if (rest.empty() || rest.size() > kName.size) return std::nullopt;
  return std::pair{name.substr(0, slash), rest};
}

bool LinkFits(const TarEntry& entry) {
  return IsAscii(entry.link_target) && entry.link_target.size() <= kLinkName.size;
}

HeaderBlock CommonFields(const TarEntry& entry) {
  HeaderBlock block;
  const char type = static_cast<char>(entry.type);
  block.SetText(kType, {&type, 1});
  block.SetNumber(kMode, entry.mode);
  block.SetNumber(kUid, entry.owner.user);
  block.SetNumber(kGid, entry.owner.group);
  for (Field field : {kTime, kDevMajor, kDevMinor}) block.SetOctal(field, 0);
  return block;
}

std::string MakeGnuHeader(const TarEntry& entry) {
  std::string bytes;
  if (entry.name.size() > kName.size) {
    bytes = MakeExtraEntry(kGnuLongNameType, "././@LongLink", std::string(entry.name) + '\0', kGnuMagic);
  }
  if (entry.link_target.size() > kLinkName.size) {
    bytes += MakeExtraEntry(kGnuLongLinkType, "././@LongLink", std::string(entry.link_target) + '\0', kGnuMagic);
  }
  HeaderBlock block = CommonFields(entry);
  block.SetName(entry.name);
  block.SetText(kLinkName, entry.link_target);
  block.SetNumber(kSize, static_cast<uint64_t>(entry.size));
  return bytes + block.Finish(kGnuMagic);
}

std::string MakePaxHeader(const TarEntry& entry, bool name_fits) {
  const bool size_fits = FitsOctal(static_cast<uint64_t>(entry.size), kSize);
  std::string records;
  if (!FitsOctal(entry.owner.group, kGid)) records += PaxRecord("gid", std::to_string(entry.owner.group));
  if (!LinkFits(entry)) records += PaxRecord("linkpath", entry.link_target);
  if (!name_fits) records += PaxRecord("path", entry.name);
  if (!size_fits) records += PaxRecord("size", std::to_string(entry.size));
  if (!FitsOctal(entry.owner.user, kUid)) records += PaxRecord("uid", std::to_string(entry.owner.user));
  std::string bytes = MakeExtraEntry(kPaxType, PaxEntryName(entry.name), records, kUstarMagic);
  HeaderBlock block = CommonFields(entry);
  if (!FitsOctal(entry.owner.user, kUid)) block.SetOctal(kUid, 0);
  if (!FitsOctal(entry.owner.group, kGid)) block.SetOctal(kGid, 0);
  block.SetName(WithoutNonAscii(entry.name));
  block.SetText(kLinkName, WithoutNonAscii(entry.link_target));
  block.SetOctal(kSize, size_fits ? static_cast<uint64_t>(entry.size) : 0);
  return bytes + block.Finish(kUstarMagic);
}

}  // namespace

std::string MakeTarHeader(const TarEntry& entry) {
  if (entry.name.find('\0') != std::string_view::npos || entry.link_target.find('\0') != std::string_view::npos) {
    throw Error("a file's name cannot hold a NUL byte");
  }
  if (!FitsOctal(entry.mode, kMode)) return MakeGnuHeader(entry);

  std::string_view prefix;
  std::string_view name = entry.name;
  bool name_fits = IsAscii(name);
  if (name_fits && name.size() > kName.size) {
    if (const auto parts = SplitForUstar(name)) {
      std::tie(prefix, name) = *parts;
    } else {
      name_fits = false;
    }
  }
  if (!name_fits || !LinkFits(entry) || !FitsOctal(entry.owner.user, kUid) || !FitsOctal(entry.owner.group, kGid) ||
       !FitsOctal(static_cast<uint64_t>(entry.size), kSize)) {
    return MakePaxHeader(entry, name_fits && prefix.empty());
  }
  HeaderBlock block = CommonFields(entry);
  block.SetText(kName, name);
  block.SetText(kPrefix, prefix);
  block.SetText(kLinkName, entry.link_target);
  block.SetOctal(kSize, static_cast<uint64_t>(entry.size));
  return block.Finish(kUstarMagic);
}

size_t TarPadding(int64_t size) {
  return (kTarBlockSize - static_cast<size_t>(size) % kTarBlockSize) % kTarBlockSize;
}

}  // namespace pkgrepo::oci
