#include "vendir/release_checksums.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::vendir {
namespace {

constexpr size_t kHexSize = 64;

// The file name after the checksum that `line` begins with; "" if it is no such line.
std::string_view FileNameIn(std::string_view line) {
  if (line.size() <= kHexSize || line.find_first_not_of("0123456789abcdef") != kHexSize) return "";
  std::string_view name = line.substr(kHexSize);
  if (Trim(name).size() == name.size()) return "";
  name = Trim(name);
  if (name.starts_with("./")) return name.substr(2);
  return name.starts_with('/') ? name.substr(1) : name;
}

}  // namespace

std::map<std::string, std::string> FindReleaseChecksums(std::string_view notes,
                                                        const std::vector<std::string>& file_names) {
  std::map<std::string, std::string> listed;
  for (std::string_view raw : SplitLines(notes)) {
    std::string_view line = Trim(raw), name = FileNameIn(line);
    if (!name.empty()) listed.emplace(name, line.substr(0, kHexSize));
  }
  std::map<std::string, std::string> checksums;
  for (const std::string& name : file_names) {
    auto found = listed.find(name);
    if (found == listed.end()) throw Error("Expected to find sha256 checksum for file '" + name + "'");
    checksums.insert(*found);
  }
  return checksums;
}

}  // namespace pkgrepo::vendir
