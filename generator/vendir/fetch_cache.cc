#include "vendir/fetch_cache.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>

#include "base/error.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "vendir/copy_tree.h"

namespace pkgrepo::vendir {
namespace {

constexpr uint64_t kDefaultMaxSize = 1 << 20;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

uint64_t SizeOf(const FileSystem& files, const std::string& directory) {
  uint64_t size = 0;
  for (const FileSystem::Entry& entry : files.Walk(directory)) size += entry.info.size;
  return size;
}

}  // namespace

uint64_t ParseQuantity(std::string_view text) {
  static const std::map<std::string_view, double> kFactors = {
      {"", 1},        {"k", 1e3},     {"M", 1e6},     {"G", 1e9},     {"T", 1e12},
      {"P", 1e15},    {"E", 1e18},    {"Ki", 1024.0}, {"Mi", 0x1p20}, {"Gi", 0x1p30},
      {"Ti", 0x1p40}, {"Pi", 0x1p50}, {"Ei", 0x1p60},
  };
  double number = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  auto factor = kFactors.find(text.substr(static_cast<size_t>(end - text.data())));
  if (code != std::errc() || factor == kFactors.end() || !(number >= 0)) {
    throw Error("'" + std::string(text) + "' is not a number of bytes, such as 1Mi or 500k");
  }
  double bytes = number * factor->second;
  if (bytes >= 0x1p63) throw Error("'" + std::string(text) + "' is too large a number of bytes");
  return static_cast<uint64_t>(std::ceil(bytes));
}

FetchCache FetchCache::FromEnvironment() {
  std::string size = Variable("VENDIR_MAX_CACHE_SIZE");
  return FetchCache(Variable("VENDIR_CACHE_DIR"), size.empty() ? kDefaultMaxSize : ParseQuantity(size));
}

std::string FetchCache::PathOf(const std::string& kind, const std::string& id) const {
  return JoinPath(directory_, ".vendir-cache/fetcher/" + kind + "/" + Base64Encode(id));
}

bool FetchCache::CopyTo(FileSystem& files, const std::string& kind, const std::string& id,
                        const std::string& target) const {
  if (directory_.empty() || !files.IsDirectory(PathOf(kind, id))) return false;
  files.MakeDirectories(std::string(DirName(target)), 0700);
  CopyTree(files, PathOf(kind, id), target);
  return true;
}

void FetchCache::Keep(FileSystem& files, const std::string& kind, const std::string& id,
                      const std::string& content) const {
  if (directory_.empty() || SizeOf(files, content) > max_size_) return;
  std::string path = PathOf(kind, id), parent(DirName(path));
  files.MakeDirectories(parent, 0700);
  // Copied aside, so that neither a killed run nor one at the same time leaves half an entry.
  TempDir aside(parent, ".new-");
  CopyTree(files, content, aside.path() + "/content");
  if (!files.Stat(path)) files.Rename(aside.path() + "/content", path);
}

}  // namespace pkgrepo::vendir
