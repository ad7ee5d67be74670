#include "base/memory_budget.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace pkgrepo {
namespace {

constexpr const char* kVariable = "PKGREPO_MEMORY_LIMIT";
constexpr uint64_t kDefaultLimit = uint64_t{4} << 30;
// For unwinding, and for telling what happened.
constexpr uint64_t kReserve = uint64_t{64} << 20;

// AddressSanitizer reserves more address space than any limit. GCC and Clang say in different ways that it is there.
#if defined(__has_feature)
#define PKGREPO_HAS_FEATURE(name) __has_feature(name)
#else
#define PKGREPO_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || PKGREPO_HAS_FEATURE(address_sanitizer)
constexpr bool kCanLimit = false;
#else
constexpr bool kCanLimit = true;
#endif

rlim_t limit_with_reserve = RLIM_INFINITY;

void SetSoftLimit(rlim_t bytes) {
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) != 0) return;
  limit.rlim_cur = std::min(bytes, limit.rlim_max);
  setrlimit(RLIMIT_DATA, &limit);
}

[[noreturn]] void ReleaseReserve() {
  SetSoftLimit(limit_with_reserve);
  throw std::bad_alloc();
}

}  // namespace

uint64_t ParseMemorySize(std::string_view text) {
  const auto refuse = [&] {
    throw Error("'" + std::string(text) + "' is not an amount of memory")
        .Hint("give bytes, or a number with K, M or G behind it, such as 512M; 0 sets no limit");
  };
  uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit = text.substr(static_cast<size_t>(parsed.ptr - text.data()));
  const size_t power = unit.empty() ? 0 : std::string_view("KMG").find(unit) + 1;
  if (parsed.ec != std::errc() || unit.size() > 1 || (!unit.empty() && power == 0)) refuse();
  if (number > UINT64_MAX >> (10 * power)) refuse();
  return number << (10 * power);
}

uint64_t MemoryLimit() {
  if (const char* given = std::getenv(kVariable); given != nullptr && *given != '\0') {
    try {
      return ParseMemorySize(given);
    } catch (Error& error) {
      error.Prefix(std::string(kVariable) + ": ");
      throw;
    }
  }
  const long pages = sysconf(_SC_PHYS_PAGES), page_size = sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page_size <= 0) return kDefaultLimit;
  return std::min(kDefaultLimit, static_cast<uint64_t>(pages) / 4 * 3 * static_cast<uint64_t>(page_size));
}

std::string OutOfMemoryText() {
  if (limit_with_reserve != RLIM_INFINITY) SetSoftLimit(limit_with_reserve);
  return "out of memory (the variable PKGREPO_MEMORY_LIMIT sets how much may be used, such as 8G)";
}

Error OutOfMemory(std::string_view context) {
  const std::string text = OutOfMemoryText();  // first, since it makes room for the rest
  return Error(std::string(context) + text);
}

MemoryBudget::MemoryBudget(uint64_t bytes) {
  rlimit limit{};
  if (bytes == 0 || !kCanLimit || getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur <= bytes) return;
  is_set_ = true;
  outer_limit_ = limit.rlim_cur;
  limit_with_reserve = bytes + kReserve;
  SetSoftLimit(bytes);
  outer_handler_ = std::set_new_handler(ReleaseReserve);
}

MemoryBudget::~MemoryBudget() {
  if (!is_set_) return;
  std::set_new_handler(outer_handler_);
  SetSoftLimit(outer_limit_);
  limit_with_reserve = RLIM_INFINITY;
}

}  // namespace pkgrepo
