// Any bytes as vendir.yml and as vendir.lock.yml: reading ends in a configuration or in an Error. What was
// read is printed and read again, to the same text; and its patterns are matched.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "support/memory_file_system.h"
#include "vendir/config_json.h"
#include "vendir/file_filter.h"
#include "vendir/lock_check.h"
#include "vendir/resources.h"

using namespace pkgrepo;

namespace {

void MatchPatterns(const vendir::Config& config) {
  for (const vendir::Directory& directory : config.directories) {
    for (const vendir::Contents& contents : directory.contents) {
      try {
        vendir::MatchesAny(contents.include_paths, "config/a/b.yml");
        vendir::MatchesAny(contents.exclude_paths, "{a},b/[c]");
      } catch (const Error&) {
      }
    }
  }
}

void ReadConfig(const std::string& text, const vendir::LockConfig* lock) {
  MemoryFileSystem files;
  std::istringstream in(text);
  try {
    vendir::Config config = vendir::ReadResources(files, {"-"}, in).config;
    std::string printed = vendir::FormatConfig(config);
    std::istringstream again(printed);
    if (vendir::FormatConfig(vendir::ReadResources(files, {"-"}, again).config) != printed) std::abort();
    MatchPatterns(config);
    if (lock != nullptr) vendir::FindLockMismatch(config, *lock);
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  MemoryFileSystem files;
  files.WriteFile("vendir.lock.yml", text);
  try {
    vendir::LockConfig lock = vendir::ReadLockConfig(files, "vendir.lock.yml");
    vendir::MergeLockConfig(lock, lock);
    ReadConfig(text, &lock);
  } catch (const Error&) {
    ReadConfig(text, nullptr);
  }
  return 0;
}
