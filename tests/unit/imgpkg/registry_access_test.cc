#include "imgpkg/registry_access.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/fake_registry.h"
#include "support/memory_file_system.h"

namespace pkgrepo::imgpkg {

TEST_CASE("variables stand for flags, and a name counts more than a token") {
  const std::map<std::string, std::string> environment = {
      {"IMGPKG_USERNAME", "u"}, {"IMGPKG_PASSWORD", "p"}, {"IMGPKG_TOKEN", "t"}, {"IMGPKG_ANON", "true"}};
  const oci::KeychainOptions of_variables = MakeKeychainOptions(environment);
  CHECK(of_variables.flags.username == "u");
  CHECK(of_variables.flags.password == "p");
  CHECK(of_variables.flags.registry_token.empty());
  CHECK(of_variables.anonymous);
  const oci::KeychainOptions of_flags = MakeKeychainOptions(environment, {.username = "f", .password = "g"});
  CHECK(of_flags.flags.username == "f");
  CHECK(of_flags.flags.password == "g");
  CHECK(MakeKeychainOptions({{"IMGPKG_TOKEN", "t"}}).flags.registry_token == "t");
  CHECK(MakeKeychainOptions({{"IMGPKG_TOKEN", "t"}}, {.token = "f"}).flags.registry_token == "f");
  CHECK(MakeKeychainOptions({{"IMGPKG_ANON", "yes"}}, {.anonymous = true}).anonymous);
  CHECK_FALSE(MakeKeychainOptions({{"IMGPKG_ANON", "yes"}}).anonymous);
}

TEST_CASE("keychains of clouds are named by a variable") {
  CHECK(MakeKeychainOptions({}).clouds.empty());
  CHECK(MakeKeychainOptions({{"IMGPKG_ACTIVE_KEYCHAINS", "gke, github"}}).clouds ==
        std::vector<std::string>{"gke", "github"});
  CHECK_THROWS_WITH_AS(MakeKeychainOptions({{"IMGPKG_ACTIVE_KEYCHAINS", "gke,hub"}}),
                       "Creating registry keychain: Unable to load keychain for hub, available keychains "
                       "[aks, ecr, gke, github]]",
                       Error);
}

TEST_CASE("credentials of hosts, and what is said where there are none") {
  const MemoryFileSystem files;
  const oci::NoProcesses processes;
  const oci::Keychain keychain(
      MakeKeychainOptions({{"IMGPKG_REGISTRY_HOSTNAME_1", "*.example.com/team"},
                           {"IMGPKG_REGISTRY_USERNAME_1", "u"},
                           {"IMGPKG_REGISTRY_AZURE_CR_CONFIG", "of another keychain"},
                           {"IMGPKG_ACTIVE_KEYCHAINS", "gke"}}),
      files, processes);
  CHECK(keychain.Find(oci::Repository::Parse("eu.example.com/team/app")).username == "u");
  CHECK(keychain.Shortcoming(oci::Repository::Parse("gcr.io/a/b")) ==
        "the keychain gke, which IMGPKG_ACTIVE_KEYCHAINS names, is not supported: give the credentials in "
        "IMGPKG_USERNAME and IMGPKG_PASSWORD, or in Docker's config.json");
  const oci::Keychain mistaken(MakeKeychainOptions({{"IMGPKG_REGISTRY_HOST", "x"}}), files, processes);
  CHECK_THROWS_WITH_AS(
      mistaken.Find(oci::Repository::Parse("gcr.io/a/b")),
      "Unable retrieve credentials for registry: Unknown env variable 'IMGPKG_REGISTRY_HOST'", Error);
}

}  // namespace pkgrepo::imgpkg
