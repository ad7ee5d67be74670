#include "cache/cache_access.h"

#include <charconv>
#include <vector>

#include "base/clock.h"
#include "base/environment.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/memory_budget.h"
#include "base/output_file.h"
#include "base/strings.h"
#include "cache/cache_use.h"
#include "cache/http_store.h"
#include "cache/local_store.h"
#include "net/url.h"

namespace pkgrepo::cache {
namespace {

constexpr int64_t kMinute = int64_t{60} * 1'000'000'000;
constexpr int64_t kPause = 5 * kMinute;
constexpr int64_t kSilence = 60 * kMinute;
// In milliseconds. A step that takes less would make a build that finds nothing slower by more than a tenth.
constexpr double kWorthOfFolder = 4;
constexpr double kWorthOfServer = 400;

bool IsYoungerThan(int64_t age, const std::optional<FileInfo>& info) {
  const int64_t now = Now();
  return info && info->mtime > now - age && info->mtime <= now;
}

// Notes that a cache has failed; returns whether that is to be told. Whoever makes the mark tells it.
bool Mark(const std::string& mark, FileSystem& disk) {
  try {
    if (IsYoungerThan(kSilence, disk.Stat(mark))) {
      disk.SetModificationTime(mark, Now());
      return false;
    }
    disk.RemoveAll(mark);
    OutputFile(mark, OutputFile::Place::kNew).Close();
    return true;
  } catch (const Error&) {  // another step has made it
    return false;
  }
}

}  // namespace

CacheAccess::CacheAccess(std::string file, std::ostream& messages)
    : file_(std::move(file)), messages_(messages) {
  if (file_.empty()) return;
  std::map<std::string, std::string> environment = ReadEnvironment();
  place_ = environment["PKGREPO_CACHE"];
  may_write_ = environment["PKGREPO_CACHE_READ_ONLY"].empty();
  token_ = environment["PKGREPO_CACHE_TOKEN"];
  certificates_ = environment["PKGREPO_CACHE_CA"];
  limit_ = environment["PKGREPO_CACHE_LIMIT"];
  min_cost_ = environment["PKGREPO_CACHE_MIN_COST"];
  if (!environment["PKGREPO_CACHE_INPUTS"].empty()) detail_ = Detail::kInputs;
  const RealFileSystem disk;
  if (!place_.empty() || !disk.IsFile(file_)) return;
  const std::string text = disk.ReadFile(file_);
  const std::vector<std::string_view> lines = SplitLines(text);
  if (!lines.empty()) place_ = lines[0];
  if (lines.size() > 1 && lines[1] == "read-only") may_write_ = false;
}

CacheAccess::~CacheAccess() = default;

bool CacheAccess::is_server() const { return HttpStore::IsUrl(place_); }

bool CacheAccess::IsWorth(double milliseconds) const {
  if (!is_on()) return false;
  if (min_cost_.empty()) return milliseconds >= (is_server() ? kWorthOfServer : kWorthOfFolder);
  double wanted = 0;
  const auto [end, error] = std::from_chars(min_cost_.data(), min_cost_.data() + min_cost_.size(), wanted);
  if (error != std::errc() || end != min_cost_.data() + min_cost_.size()) {
    throw Error("the variable PKGREPO_CACHE_MIN_COST is '" + min_cost_ +
                "', and has to be a number of milliseconds");
  }
  return milliseconds >= wanted;
}

void CacheAccess::NoteLookup(bool found) const { cache::NoteLookup(file_, found); }

void CacheAccess::Read(const Use& use) {
  if (!Try(use, ".failed", "the cache is not used")) may_write_ = false;
}

void CacheAccess::Write(const Use& use) {
  if (may_write_) Try(use, ".read-only", "nothing is put in the cache");
}

bool CacheAccess::Try(const Use& use, const std::string& ending, const std::string& consequence) {
  if (!is_on()) return false;
  const std::string mark = file_ + ending;
  RealFileSystem disk;
  const std::optional<FileInfo> marked = disk.Stat(mark);
  if (IsYoungerThan(kPause, marked)) return false;
  try {
    use(Open());
    if (marked) disk.RemoveAll(mark);
    return true;
  } catch (const Error& error) {
    if (!Mark(mark, disk)) return false;
    messages_ << "note: for some minutes " << consequence << ": " << net::RedactUrl(place_) << ": "
              << error.message() << "\n";
    return false;
  }
}

Store& CacheAccess::Open() {
  if (store_ != nullptr) return *store_;
  if (is_server()) {
    http_ = std::make_unique<net::CurlHttpClient>(HttpStore::Options(certificates_));
    store_ = std::make_unique<HttpStore>(place_, token_, *http_, detail_);
  } else {
    const uint64_t limit = limit_.empty() ? kDefaultLimit : ParseMemorySize(limit_);
    store_ = std::make_unique<LocalStore>(place_, limit == 0 ? UINT64_MAX : limit);
  }
  return *store_;
}

}  // namespace pkgrepo::cache
