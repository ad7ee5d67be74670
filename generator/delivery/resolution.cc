#include "delivery/resolution.h"

#include <re2/re2.h>

#include <memory>
#include <optional>
#include <utility>

#include "base/temp_dir.h"
#include "go/regexp.h"
#include "go/semver.h"
#include "imgpkg/pull.h"
#include "packaging/config_node.h"

namespace pkgrepo::delivery {
namespace {

DeliveryLock ResolveTag(const DeliverySpecification& specification, const oci::RegistryClient& registry) {
  const oci::Repository repository = oci::Repository::Parse(specification.repository);
  const std::string tag = ChooseTag(specification, registry.ListTags(repository));
  const TempDir directory;
  const std::string folder = JoinPath(directory.path(), "bundle");
  const imgpkg::PullResult pulled = imgpkg::PullBundle(oci::Reference::WithTag(repository, tag), folder, registry, {});
  const RealFileSystem disk;
  const packaging::PackageIdentity package = FindPackage(folder, disk);
  return {.repository = specification.repository,
          .policy = specification.Policy(),
          .tag = tag,
          .digest = pulled.image.identifier(),
          .package = package.ref_name,
          .version = package.version};
}

}  // namespace

std::string ChooseTag(const DeliverySpecification& specification, const std::vector<std::string>& tags) {
  std::vector<go::VersionFilter> filters;
  if (!specification.tags.empty()) {
    const std::shared_ptr<RE2> pattern = go::CompileRegexp(specification.tags);
    filters.push_back({.name = "after-tags-filter",
                       .keeps = [pattern](const std::string& tag) { return RE2::PartialMatch(tag, *pattern); }});
  }
  return go::SelectHighestVersion(
      tags, {.constraints = specification.constraints, .prereleases = specification.has_prereleases}, filters);
}

packaging::PackageIdentity FindPackage(const std::string& folder, const FileSystem& disk) {
  std::optional<packaging::PackageIdentity> found;
  const std::string packages = JoinPath(folder, "packages");
  if (!disk.IsDirectory(packages)) throw Error("the bundle has no folder packages/: it is no repository of packages");
  for (const FileSystem::Entry& entry : disk.Walk(packages)) {
    const std::string path = JoinPath(packages, entry.path);
    if (!(path.ends_with(".yml") || path.ends_with(".yaml")) || !entry.info.is_file()) continue;
    const std::string name = JoinPath("packages", entry.path);
    for (const packaging::ConfigNode& node : packaging::ConfigNode::ParseAll(name, disk.ReadFile(path))) {
      if (!node.IsMap() || node.TextOr("kind", "") != packaging::kPackageKind) continue;
      packaging::PackageIdentity package = packaging::ReadPackageIdentity(node);
      if (found) {
        throw node.Fault("the bundle has several Packages: " + found->ResourceName() + " and " + package.ResourceName() +
                         ": a delivery follows bundles with one");
      }
      found = std::move(package);
    }
  }
  if (!found) throw Error("the bundle has no Package");
  return *found;
}

DeliveryLock Resolve(const DeliverySpecification& specification, const oci::RegistryClient& registry) {
  try {
    return ResolveTag(specification, registry);
  } catch (Error& error) {
    throw std::move(error.Note("in " + specification.repository + ", which " + specification.call + " follows by the policy '" +
                               specification.Policy() + "'"));
  }
}

}  // namespace pkgrepo::delivery
