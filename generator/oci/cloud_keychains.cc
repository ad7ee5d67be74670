#include "oci/cloud_keychains.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::oci {
namespace {

constexpr std::array<std::string_view, 4> kKnown = {"aks", "ecr", "gke", "github"};

std::string Variable(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

std::vector<std::string> ActiveKeychains(const std::map<std::string, std::string>& environment) {
  std::vector<std::string> names;
  const std::string list = Variable(environment, "IMGPKG_ACTIVE_KEYCHAINS");
  if (list.empty()) return names;
  for (std::string_view name : Split(list, ',')) names.emplace_back(Trim(name));
  return names;
}

bool IsActive(const std::string& name, const std::map<std::string, std::string>& environment) {
  const std::vector<std::string> active = ActiveKeychains(environment);
  return std::find(active.begin(), active.end(), name) != active.end();
}

// The keychain of the cloud that a registry belongs to.
std::string_view CloudOf(std::string_view host) {
  if (host == "gcr.io" || host.ends_with(".gcr.io") || host.ends_with(".pkg.dev")) return "gke";
  if (host.find(".dkr.ecr.") != std::string_view::npos || host == "public.ecr.aws") return "ecr";
  return host.find(".azurecr.") != std::string_view::npos ? "aks" : "";
}

}  // namespace

void CheckActiveKeychains(const std::map<std::string, std::string>& environment) {
  for (const std::string& name : ActiveKeychains(environment)) {
    if (std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end()) continue;
    throw Error("Creating registry keychain: Unable to load keychain for " + name +
                ", available keychains [aks, ecr, gke, github]]");
  }
}

std::optional<Credentials> FindCloudCredentials(const Repository& repository,
                                                const std::map<std::string, std::string>& environment) {
  if (repository.registry() != "ghcr.io" || !IsActive("github", environment)) return std::nullopt;
  const std::string token = Variable(environment, "GITHUB_TOKEN");
  const std::string user = Variable(environment, "GITHUB_ACTOR");
  if (token.empty()) return std::nullopt;
  return Credentials{.username = user.empty() ? "unset" : user, .password = token};
}

std::string UnsupportedKeychain(const Repository& repository,
                                const std::map<std::string, std::string>& environment) {
  const std::string cloud(CloudOf(repository.registry()));
  return !cloud.empty() && IsActive(cloud, environment) ? cloud : "";
}

}  // namespace pkgrepo::oci
