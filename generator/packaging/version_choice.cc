#include "packaging/version_choice.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kAnnotations = "packaging.carvel.dev/";

// A constraint that is nothing but a prerelease asks for prereleases.
bool IsPrerelease(const std::string& constraints) {
  try {
    return !go::SemanticVersion::Parse(constraints).prerelease.empty();
  } catch (const Error&) {
    return false;
  }
}

// Constraints count as they stand: what is wrong with them is known when a version is chosen.
go::VersionSelection SelectionAt(const ConfigNode& node) {
  node.AllowKeys({"constraints", "prereleases"});
  go::VersionSelection selection{.constraints = node.TextOr("constraints", "")};
  selection.prereleases = IsPrerelease(selection.constraints);
  const std::optional<ConfigNode> prereleases = node.Find("prereleases");
  if (!prereleases) return selection;
  prereleases->AllowKeys({"identifiers"});
  selection.prereleases = true;
  const std::optional<ConfigNode> identifiers = prereleases->Find("identifiers");
  if (!identifiers) return selection;
  for (const ConfigNode& word : identifiers->Items()) selection.prerelease_identifiers.push_back(word.Text());
  return selection;
}

std::string ConstraintsAt(const ConfigNode& spec, std::string_view key) {
  const std::optional<ConfigNode> selection = spec.Find(key);
  return selection ? selection->TextOr("constraints", "") : "";
}

// Without prerelease and build metadata.
go::SemanticVersion ReleaseOf(const std::string& what, const std::string& text) {
  go::SemanticVersion version = WithContext(what + " '" + text + "': ", [&] { return go::SemanticVersion::ParseTag(text); });
  version.prerelease.clear();
  version.build.clear();
  return version;
}

bool Meets(const std::string& cluster, const OfferedVersion& offered, const std::string& constraints,
           const std::string& what) {
  if (constraints.empty()) return true;
  if (cluster.empty()) {
    throw Error("package " + offered.ref_name + " " + offered.version + " asks for a version of " + what + ": " +
                constraints)
        .Hint("give that of the cluster");
  }
  const go::VersionRange range =
      WithContext("Package " + offered.ref_name + " " + offered.version + ": constraints on the version of " + what + ": ",
                  [&] { return go::VersionRange::Parse(constraints); });
  return range.Contains(ReleaseOf("version of " + what, cluster));
}

// A filter that lets through what `keeps` does. It is asked ahead: what it throws is no matter of the choice.
go::VersionFilter MakeFilter(std::string name, const std::vector<const OfferedVersion*>& offered,
                             const std::function<bool(const OfferedVersion&)>& keeps) {
  std::set<std::string> kept;
  for (const OfferedVersion* entry : offered) {
    if (keeps(*entry)) kept.insert(entry->version);
  }
  return {std::move(name), [kept = std::move(kept)](const std::string& version) { return kept.contains(version); }};
}

std::vector<go::VersionFilter> ClusterFilters(const InstallRequest& install, const ClusterVersions& cluster,
                                              const std::vector<const OfferedVersion*>& offered) {
  std::vector<go::VersionFilter> filters;
  if (std::ranges::any_of(offered, [](const OfferedVersion* entry) { return !entry->kubernetes_constraints.empty(); })) {
    filters.push_back(MakeFilter("after-kubernetes-version-check", offered, [&](const OfferedVersion& entry) {
      return install.ignores_kubernetes_version ||
             Meets(cluster.kubernetes_version, entry, entry.kubernetes_constraints, "Kubernetes");
    }));
  }
  filters.push_back(MakeFilter("after-kapp-controller-version-check", offered, [&](const OfferedVersion& entry) {
    return install.ignores_kapp_controller_version ||
           Meets(cluster.kapp_controller_version, entry, entry.kapp_controller_constraints, "kapp-controller");
  }));
  return filters;
}

bool IsDowngrade(const InstallRequest& install, const std::string& version) {
  if (install.last_attempted_version.empty() || install.is_downgradable) return false;
  return go::SemanticVersion::ParseTag(version) < go::SemanticVersion::ParseTag(install.last_attempted_version);
}

}  // namespace

go::VersionSelection ReadVersionSelection(const ConfigNode& node) {
  const go::VersionSelection selection = SelectionAt(node);
  if (selection.constraints.empty()) return selection;
  try {
    go::VersionRange::Parse(selection.constraints);
  } catch (const Error& error) {
    throw node.Require("constraints")
        .Fault("'" + selection.constraints + "' is not a constraint on versions")
        .Note(error.message())
        .Hint("compare with whole versions, blanks between: '>=1.2.0 <2.0.0', '1.2.x', '<1.1.0 || >=1.3.0'");
  }
  return selection;
}

OfferedVersion ReadOfferedVersion(const ConfigNode& package) {
  const ConfigNode spec = package.Require("spec");
  return {.ref_name = spec.Require("refName").Text(),
          .version = spec.Require("version").Text(),
          .kubernetes_constraints = ConstraintsAt(spec, "kubernetesVersionSelection"),
          .kapp_controller_constraints = ConstraintsAt(spec, "kappControllerVersionSelection")};
}

InstallRequest ReadInstallRequest(const ConfigNode& install) {
  const ConfigNode metadata = install.Require("metadata");
  const ConfigNode package = install.Require("spec").Require("packageRef");
  InstallRequest request{.name = metadata.Require("name").Text(), .ref_name = package.Require("refName").Text()};
  if (const std::optional<ConfigNode> selection = package.Find("versionSelection")) {
    request.selection = SelectionAt(*selection);
  }
  if (const std::optional<ConfigNode> annotations = metadata.Find("annotations")) {
    for (const auto& [name, value] : annotations->Fields()) {
      if (!name.starts_with(kAnnotations)) continue;
      const std::string_view what = std::string_view(name).substr(kAnnotations.size());
      if (what == "ignore-kubernetes-version-selection") request.ignores_kubernetes_version = true;
      if (what == "ignore-kapp-controller-version-selection") request.ignores_kapp_controller_version = true;
      if (what == "downgradable") request.is_downgradable = true;
    }
  }
  if (const std::optional<ConfigNode> status = install.Find("status")) {
    request.last_attempted_version = status->TextOr("lastAttemptedVersion", "");
  }
  return request;
}

VersionChoice ChooseVersion(const InstallRequest& install, const std::vector<OfferedVersion>& offered,
                            const ClusterVersions& cluster) {
  std::vector<const OfferedVersion*> of_package;
  std::vector<std::string> versions;
  for (const OfferedVersion& entry : offered) {
    if (entry.ref_name != install.ref_name) continue;
    of_package.push_back(&entry);
    versions.push_back(entry.version);
  }
  if (versions.empty()) return {.message = "Package " + install.ref_name + " not found"};
  const std::vector<go::VersionFilter> filters = ClusterFilters(install, cluster, of_package);
  VersionChoice choice;
  try {
    choice.version = go::SelectHighestVersion(versions, install.selection, filters);
  } catch (const Error& error) {
    return {.message = error.message()};
  }
  if (!IsDowngrade(install, choice.version)) return choice;
  choice.message = "Error (see .status.usefulErrorMessage for details)";
  choice.useful_message = "Stopped installing matched version '" + choice.version + "' since last attempted version '" +
                          install.last_attempted_version +
                          "' is higher.\nhint: Add annotation packaging.carvel.dev/downgradable: \"\" to PackageInstall to "
                          "proceed with downgrade";
  return choice;
}

}  // namespace pkgrepo::packaging
