#include "cache/cache_use.h"

#include <fcntl.h>

#include <algorithm>

#include "base/file_descriptor.h"
#include "base/file_system.h"

namespace pkgrepo::cache {
namespace {

constexpr char kFound = '+';
constexpr char kNotFound = '-';

std::string PlaceOf(const std::string& file) { return file + ".lookups"; }

}  // namespace

void NoteLookup(const std::string& file, bool found) {
  FileDescriptor notes(::open(PlaceOf(file).c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  const char note = found ? kFound : kNotFound;
  if (notes.is_open()) WriteAll(notes.get(), {&note, 1});
}

std::string DescribeLookups(const std::string& file) {
  const RealFileSystem disk;
  if (!disk.IsFile(PlaceOf(file))) return "";
  const std::string notes = disk.ReadFile(PlaceOf(file));
  if (notes.empty()) return "";
  return "cache: " + std::to_string(std::ranges::count(notes, kFound)) + " found, " +
         std::to_string(std::ranges::count(notes, kNotFound)) + " not found";
}

void ForgetLookups(const std::string& file) { RealFileSystem().RemoveAll(PlaceOf(file)); }

}  // namespace pkgrepo::cache
