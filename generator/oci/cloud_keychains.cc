#include "oci/cloud_keychains.h"

#include <algorithm>

namespace pkgrepo::oci {
namespace {

std::string Variable(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

bool Contains(const std::vector<std::string>& clouds, std::string_view name) {
  return std::find(clouds.begin(), clouds.end(), name) != clouds.end();
}

// The keychain of the cloud that a registry belongs to.
std::string_view CloudOf(std::string_view host) {
  if (host == "gcr.io" || host.ends_with(".gcr.io") || host.ends_with(".pkg.dev")) return "gke";
  if (host.find(".dkr.ecr.") != std::string_view::npos || host == "public.ecr.aws") return "ecr";
  return host.find(".azurecr.") != std::string_view::npos ? "aks" : "";
}

}  // namespace

std::optional<Credentials> FindCloudCredentials(const Repository& repository,
                                                const std::vector<std::string>& clouds,
                                                const std::map<std::string, std::string>& environment) {
  if (repository.registry() != "ghcr.io" || !Contains(clouds, "github")) return std::nullopt;
  const std::string token = Variable(environment, "GITHUB_TOKEN");
  const std::string user = Variable(environment, "GITHUB_ACTOR");
  if (token.empty()) return std::nullopt;
  return Credentials{.username = user.empty() ? "unset" : user, .password = token};
}

std::string UnsupportedKeychain(const Repository& repository, const std::vector<std::string>& clouds) {
  const std::string_view cloud = CloudOf(repository.registry());
  return !cloud.empty() && Contains(clouds, cloud) ? std::string(cloud) : "";
}

}  // namespace pkgrepo::oci
