#include "packaging/written_package.h"

#include "base/error.h"
#include "packaging/input_record.h"
#include "packaging/package_resource.h"

namespace pkgrepo::packaging {
namespace {

bool IsYaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

// The Package in a file that may hold anything.
std::optional<ConfigNode> PackageIn(const std::string& path, const FileSystem& files) {
  try {
    for (const ConfigNode& document : ConfigNode::ParseAll(path, files.ReadFile(path))) {
      const bool is_package = document.IsMap() && document.TextOr("kind", "") == kPackageKind &&
                              document.TextOr("apiVersion", "") == kPackageApiVersion;
      if (is_package) return document;
    }
  } catch (const Error&) {
    // Others have to complain about that.
  }
  return std::nullopt;
}

}  // namespace

std::optional<ConfigNode> FindWrittenSource(const std::string& built, const FileSystem& files) {
  InputRecord record;
  try {
    record = ReadInputRecord(built, files);
  } catch (const Error&) {
    return std::nullopt;
  }
  const std::string base = BaseOf(record, built);
  for (const auto& [path, input] : record.inputs) {
    const std::string place = path.starts_with('/') ? path : JoinPath(base, path);
    if (!IsYaml(path) || !files.IsFile(place)) continue;
    if (std::optional<ConfigNode> package = PackageIn(place, files)) return package;
  }
  return std::nullopt;
}

}  // namespace pkgrepo::packaging
