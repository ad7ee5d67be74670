#include "cache/local_store.h"

#include <algorithm>
#include <charconv>

#include "base/clock.h"
#include "base/error.h"

namespace pkgrepo::cache {
namespace {

constexpr int64_t kHour = int64_t{3600} * 1'000'000'000;
constexpr int64_t kDay = 24 * kHour;
constexpr uint64_t kBlock = 4096;
// All files are looked at about once for this part of the limit that is put, however large the files are.
constexpr uint64_t kPartBetweenTrims = 100;

uint64_t SizeOnDisk(uint64_t size) { return (size + kBlock - 1) / kBlock * kBlock; }

std::optional<Digest> DigestOfName(const std::string& name) { return Digest::Parse("sha256:" + name); }

}  // namespace

std::string LocalStore::PathOf(Kind kind, const Digest& digest) const {
  return JoinPath(directory_, NameOf(kind) + "/" + digest.hex().substr(0, 2) + "/" + digest.hex());
}

std::optional<std::string> LocalStore::Get(Kind kind, const Digest& digest, int64_t max_size) {
  const std::string path = PathOf(kind, digest);
  const std::optional<FileInfo> info = disk_.Stat(path);
  if (!info || !info->is_file() || info->size > static_cast<uint64_t>(max_size)) return std::nullopt;
  std::optional<std::string> bytes = Read(path);
  if (!bytes) return std::nullopt;
  try {
    if (kind == Kind::kContent && Digest::Of(*bytes) != digest) {
      disk_.RemoveAll(path);
      return std::nullopt;
    }
    if (const int64_t now = Now(); info->mtime < now - kHour) disk_.SetModificationTime(path, now);
  } catch (const Error&) {  // a store that may only be read
    if (kind == Kind::kContent && Digest::Of(*bytes) != digest) return std::nullopt;
  }
  return bytes;
}

void LocalStore::Put(Kind kind, const Digest& digest, std::string_view bytes) {
  const std::string path = PathOf(kind, digest);
  const std::optional<FileInfo> there = disk_.Stat(path);
  if (kind == Kind::kContent && there && there->is_file() && there->size == bytes.size()) return;
  disk_.WriteFile(path, bytes);
  if (IsTurn(digest, SizeOnDisk(bytes.size()))) TrimIfOver(limit_, limit_ / 10 * 9);
}

// With a chance in proportion to the size. The digits of a digest are as good as random ones.
bool LocalStore::IsTurn(const Digest& digest, uint64_t size) const {
  constexpr size_t kDigits = 8;
  const std::string hex = digest.hex();
  uint32_t draw = 0;
  std::from_chars(hex.data() + hex.size() - kDigits, hex.data() + hex.size(), draw, 16);
  const double chance = static_cast<double>(size) * kPartBetweenTrims / static_cast<double>(limit_);
  return static_cast<double>(draw) < chance * UINT32_MAX;
}

LocalStore::Usage LocalStore::Count(Kind kind) const {
  Usage usage;
  for (const File& file : Files(kind)) {
    if (!DigestOfName(file.name)) continue;
    ++usage.files;
    usage.bytes += SizeOnDisk(file.info.size);
  }
  return usage;
}

LocalStore::Usage LocalStore::Trim(uint64_t bytes) { return TrimIfOver(0, bytes); }

LocalStore::Usage LocalStore::TrimIfOver(uint64_t limit, uint64_t bytes) {
  std::vector<File> files = Files(Kind::kContent);
  std::ranges::move(Files(Kind::kResult), std::back_inserter(files));
  const int64_t yesterday = Now() - kDay;
  std::erase_if(files, [&](const File& file) {
    if (DigestOfName(file.name)) return false;
    if (file.name.starts_with('.') && file.name.ends_with(".tmp") && file.info.mtime < yesterday) {
      disk_.RemoveAll(file.path);
    }
    return true;
  });
  uint64_t left = 0;
  for (const File& file : files) left += SizeOnDisk(file.info.size);
  Usage removed;
  if (left <= limit) return removed;
  std::ranges::sort(files, {}, [](const File& file) { return file.info.mtime; });
  for (const File& file : files) {
    if (left <= bytes) break;
    disk_.RemoveAll(file.path);
    left -= SizeOnDisk(file.info.size);
    ++removed.files;
    removed.bytes += SizeOnDisk(file.info.size);
  }
  return removed;
}

std::vector<std::string> LocalStore::RemoveDamaged(const IsResult& is_result) {
  std::vector<std::string> damaged;
  for (const Kind kind : {Kind::kContent, Kind::kResult}) {
    for (const File& file : Files(kind)) {
      const std::optional<Digest> digest = DigestOfName(file.name);
      const std::optional<std::string> bytes = digest ? Read(file.path) : std::nullopt;
      if (!bytes) continue;
      if (kind == Kind::kContent ? Digest::Of(*bytes) == *digest : is_result(*digest, *bytes)) continue;
      disk_.RemoveAll(file.path);
      damaged.push_back(file.path);
    }
  }
  return damaged;
}

std::optional<std::string> LocalStore::Read(const std::string& path) const {
  try {
    return disk_.ReadFile(path);
  } catch (const Error&) {
    if (!disk_.Stat(path)) return std::nullopt;
    throw;
  }
}

std::vector<LocalStore::File> LocalStore::Files(Kind kind) const {
  std::vector<File> files;
  const std::string root = JoinPath(directory_, NameOf(kind));
  if (!disk_.IsDirectory(root)) return files;
  for (const std::string& folder : disk_.ListDirectory(root)) {
    const std::string place = JoinPath(root, folder);
    if (!disk_.IsDirectory(place)) continue;
    for (const std::string& name : disk_.ListDirectory(place)) {
      const std::string path = JoinPath(place, name);
      const std::optional<FileInfo> info = disk_.Stat(path);
      if (info && info->is_file()) files.push_back({.path = path, .name = name, .info = *info});
    }
  }
  return files;
}

}  // namespace pkgrepo::cache
