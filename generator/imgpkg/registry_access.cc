#include "imgpkg/registry_access.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr const char* kActiveKeychains = "IMGPKG_ACTIVE_KEYCHAINS";
constexpr std::array<std::string_view, 4> kKnownKeychains = {"aks", "ecr", "gke", "github"};

std::vector<std::string> ParseActiveKeychains(const std::string& list) {
  std::vector<std::string> names;
  if (list.empty()) return names;
  for (std::string_view name : Split(list, ',')) {
    names.emplace_back(Trim(name));
    if (std::find(kKnownKeychains.begin(), kKnownKeychains.end(), names.back()) != kKnownKeychains.end())
      continue;
    throw Error("Creating registry keychain: Unable to load keychain for " + names.back() +
                ", available keychains [aks, ecr, gke, github]]");
  }
  return names;
}

}  // namespace

oci::KeychainOptions MakeKeychainOptions(std::map<std::string, std::string> environment,
                                         const LoginFlags& flags) {
  const auto variable = [&](const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  const auto flag_or_variable = [&](const std::string& flag, const std::string& name) {
    return flag.empty() ? variable(name) : flag;
  };
  oci::KeychainOptions options{
      .variable_prefix = kVariablePrefix,
      .foreign_variable = "IMGPKG_REGISTRY_AZURE_CR_CONFIG",
      .host_patterns = true,
      .clouds = ParseActiveKeychains(variable(kActiveKeychains)),
      .clouds_advice = std::string("which ") + kActiveKeychains +
                       " names, is not supported: give the credentials in "
                       "IMGPKG_USERNAME and IMGPKG_PASSWORD, or in Docker's config.json",
      .error_prefix = "Unable retrieve credentials for registry: ",
      .docker_error_prefix = "Retried 5 times: "};
  options.flags.username = flag_or_variable(flags.username, "IMGPKG_USERNAME");
  options.flags.password = flag_or_variable(flags.password, "IMGPKG_PASSWORD");
  if (options.flags.username.empty()) {  // a name counts more than a token
    options.flags.registry_token = flag_or_variable(flags.token, "IMGPKG_TOKEN");
  }
  options.anonymous = flags.anonymous || variable("IMGPKG_ANON") == "true";
  options.environment = std::move(environment);
  return options;
}

}  // namespace pkgrepo::imgpkg
