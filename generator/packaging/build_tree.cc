#include "packaging/build_tree.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {

std::vector<std::string> VersionOutputs(const std::string& output) {
  std::vector<std::string> paths;
  for (std::string_view file : {kVendorRecord, kRenderedRecord, kImagesFile, kBundleRecord, kPackageFile}) {
    paths.push_back(JoinPath(output, file));
  }
  return paths;
}

PackageList ParsePackageList(const std::string& file, std::string_view text) {
  PackageList packages;
  int line = 0;
  for (std::string_view entry : SplitLines(text)) {
    ++line;
    const std::vector<std::string_view> words = Split(entry, ' ');
    const bool is_entry =
        (words.size() == 2 || words.size() == 3) &&
        std::none_of(words.begin(), words.end(), [](std::string_view word) { return word.empty(); });
    if (!is_entry) throw Error("expected 'NAME VERSION'").At({.file = file, .line = line});
    packages[std::string(words[0])].push_back(
        {.folder = std::string(words[1]), .version = std::string(words.back())});
  }
  return packages;
}

}  // namespace pkgrepo::packaging
