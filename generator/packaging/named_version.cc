#include "packaging/named_version.h"

#include "base/error.h"

namespace pkgrepo::packaging {

std::optional<NamedVersion> ParseNamedVersion(std::string_view text) {
  const size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size()) return std::nullopt;
  if (text.find('@', at + 1) != std::string_view::npos) return std::nullopt;
  return NamedVersion{.name = std::string(text.substr(0, at)), .version = std::string(text.substr(at + 1))};
}

std::string FindResults(const NamedVersion& named, const BuildTree& tree, const FileSystem& files) {
  const PackageList packages = tree.ReadPackages(files);
  if (const PackageVersion* version = FindVersion(packages, named.name, named.version)) {
    return tree.Package(named.name, version->folder);
  }
  throw Error("the build has no package version " + named.name + " " + named.version)
      .Hint("`pkgrepo summary " + std::string(DirName(tree.directory())) + "` lists those it has");
}

}  // namespace pkgrepo::packaging
