#include "oci/credentials.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace pkgrepo::oci {
namespace {

// Stands for docker-credential-NAME programs: knows one secret a server.
class FakeHelpers : public ProcessRunner {
 public:
  ProcessResult Run(const ProcessRequest& request) const override {
    runs.push_back(request.arguments[0] + " " + request.arguments[1] + " " + request.input);
    if (request.arguments[0] != "docker-credential-safe") throw Error("no such program");
    const auto found = secrets.find(request.input);
    if (found == secrets.end()) return {.status = 1, .output = "credentials not found", .error_output = ""};
    return {.status = 0, .output = found->second, .error_output = ""};
  }

  std::map<std::string, std::string> secrets;
  mutable std::vector<std::string> runs;
};

class Fixture {
 public:
  Credentials Find(const std::string& repository, KeychainOptions options = {}) {
    if (options.environment.empty()) options.environment = environment;
    return Keychain(std::move(options), files, helpers).Find(Repository::Parse(repository));
  }

  void SetConfig(const std::string& text) { files.WriteFile("/home/u/.docker/config.json", text); }

  std::map<std::string, std::string> environment = {{"HOME", "/home/u"}};
  MemoryFileSystem files;
  FakeHelpers helpers;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "config.json in its several forms") {
  const struct {
    const char* config;
    const char* repository;
    const char* username;
  } cases[] = {{R"({"auths":{"ghcr.io":{"auth":"dTpw"}}})", "ghcr.io/a/b", "u"},
               {R"({"auths":{"https://ghcr.io/v1/":{"auth":"dTpw"}}})", "ghcr.io/a/b", "u"},
               {R"({"auths":{"http://ghcr.io":{"username":"u","password":"p"}}})", "ghcr.io/a/b", "u"},
               {R"({"auths":{"https://index.docker.io/v1/":{"auth":"dTpw"}}})", "nginx", "u"},
               {R"({"auths":{"ghcr.io/a/b":{"auth":"dTpw"},"ghcr.io":{"auth":"eDp5"}}})", "ghcr.io/a/b", "u"},
               {R"({"auths":{"other.io":{"auth":"dTpw"}}})", "ghcr.io/a/b", ""},
               {R"({"auths":{"ghcr.io":{"auth":"!!!"}}})", "ghcr.io/a/b", ""},
               {R"({"auths":[1,2]})", "ghcr.io/a/b", ""},
               {R"({"auths":{"ghcr.io":7}})", "ghcr.io/a/b", ""},
               {"not json", "ghcr.io/a/b", ""}};
  for (const auto& c : cases) {
    CAPTURE(c.config);
    SetConfig(c.config);
    CHECK(Find(c.repository).username == c.username);
    CHECK(Find(c.repository).password == (*c.username != 0 ? "p" : ""));
  }
}

TEST_CASE_FIXTURE(Fixture, "DOCKER_CONFIG says where config.json is") {
  files.WriteFile("/else/config.json", R"({"auths":{"ghcr.io":{"auth":"dTpw"}}})");
  environment["DOCKER_CONFIG"] = "/else";
  CHECK(Find("ghcr.io/a/b").username == "u");
}

TEST_CASE_FIXTURE(Fixture, "credential helpers are run, once a repository") {
  SetConfig(R"({"credHelpers":{"ghcr.io":"safe","gone.io":"missing"},"credsStore":"safe",)"
            R"("auths":{"left.io":{"auth":"dTpw"}}})");
  helpers.secrets["ghcr.io"] = R"({"ServerURL":"ghcr.io","Username":"me","Secret":"s"})";
  helpers.secrets["token.io"] = R"({"Username":"<token>","Secret":"t"})";
  const Keychain keychain({.environment = environment}, files, helpers);
  CHECK(keychain.Find(Repository::Parse("ghcr.io/a/b")).username == "me");
  CHECK(keychain.Find(Repository::Parse("ghcr.io/a/b")).password == "s");
  CHECK(helpers.runs == std::vector<std::string>{"docker-credential-safe get ghcr.io"});
  CHECK(keychain.Find(Repository::Parse("token.io/a/b")).identity_token == "t");
  CHECK(keychain.Find(Repository::Parse("gone.io/a/b")).anonymous());
  CHECK(keychain.Find(Repository::Parse("left.io/a/b")).username == "u");
}

TEST_CASE_FIXTURE(Fixture, "a helper's name cannot lead to another folder") {
  SetConfig(R"({"credsStore":"../../tmp/evil"})");
  CHECK(Find("ghcr.io/a/b").anonymous());
  CHECK(helpers.runs.empty());
}

TEST_CASE_FIXTURE(Fixture, "variables for hosts come first, then flags, then config.json") {
  SetConfig(R"({"auths":{"ghcr.io":{"auth":"dTpw"}}})");
  KeychainOptions options{.environment = {{"HOME", "/home/u"},
                                          {"IMGPKG_REGISTRY_HOSTNAME", "quay.io"},
                                          {"IMGPKG_REGISTRY_USERNAME", "q"},
                                          {"IMGPKG_REGISTRY_HOSTNAME_1", "ghcr.io/team"},
                                          {"IMGPKG_REGISTRY_USERNAME_1", "team"},
                                          {"IMGPKG_REGISTRY_HOSTNAME_2", "*.example.com"},
                                          {"IMGPKG_REGISTRY_IDENTITY_TOKEN_2", "i"}},
                          .variable_prefix = "IMGPKG_REGISTRY_",
                          .patterns = true};
  CHECK(Find("quay.io/a/b", options).username == "q");
  CHECK(Find("ghcr.io/team/x", options).username == "team");
  CHECK(Find("ghcr.io/other", options).username == "u");
  CHECK(Find("eu.example.com/app", options).identity_token == "i");
  CHECK(Find("a.b.example.com/app", options).anonymous());
  options.flags.username = "flag";
  CHECK(Find("ghcr.io/other", options).username == "flag");
  CHECK(Find("quay.io/a/b", options).username == "q");
  options.flags = {};
  options.anonymous = true;
  CHECK(Find("ghcr.io/other", options).anonymous());
}

TEST_CASE_FIXTURE(Fixture, "an unknown variable of the prefix is an error") {
  const KeychainOptions options{.environment = {{"KBLD_REGISTRY_HOST", "x"}},
                                .variable_prefix = "KBLD_REGISTRY_"};
  try {
    Find("ghcr.io/a/b", options);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.message() ==
          "Unable retrieve credentials for registry: Unknown env variable 'KBLD_REGISTRY_HOST'");
  }
}

}  // namespace pkgrepo::oci
