#include "oci/credentials.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo::oci {
namespace {

// Stands for docker-credential-NAME programs: knows one secret a server.
class FakeHelpers : public ProcessRunner {
 public:
  ProcessResult Run(const ProcessRequest& request) const override {
    runs.push_back(request.arguments[0] + " " + request.arguments[1] + " " + request.input);
    if (request.arguments[0] != "docker-credential-safe") throw Error("no such program");
    const auto found = secrets.find(request.input);
    if (found == secrets.end())
      return {.status = 1, .output = "credentials not found in native keychain", .error_output = ""};
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
               {"null", "ghcr.io/a/b", ""},
               {"", "ghcr.io/a/b", ""}};
  for (const auto& c : cases) {
    CAPTURE(c.config);
    SetConfig(c.config);
    CHECK(Find(c.repository).username == c.username);
    CHECK(Find(c.repository).password == (*c.username != 0 ? "p" : ""));
  }
}

TEST_CASE_FIXTURE(Fixture, "a malformed config.json is an error, whichever registry is asked for") {
  const struct {
    const char* config;
    const char* error;
  } cases[] = {
      {R"({"auths":{"ghcr.io":{"auth":"!!!"}}})", "illegal base64 data at input byte 0"},
      {R"({"auths":{"other.io":{"auth":"dXNlcjpzZWNyZXQ"}}})", "illegal base64 data at input byte 12"},
      {R"({"auths":{"other.io":{"auth":"dXNlcg=="}}})", "Invalid auth configuration file"},
      {R"({"auths":)", "unexpected EOF"},
      {"x", "invalid character 'x' looking for beginning of value"},
      {"[]", "json: cannot unmarshal array into Go value of type configfile.ConfigFile"},
      {R"({"auths":5})",
       "json: cannot unmarshal number into Go struct field ConfigFile.auths of type "
       "map[string]types.AuthConfig"},
      {R"({"auths":{"other.io":5}})",
       "json: cannot unmarshal number into Go struct field ConfigFile.auths of type types.AuthConfig"},
      {R"({"credsStore":5})",
       "json: cannot unmarshal number into Go struct field ConfigFile.credsStore of type string"}};
  for (const auto& c : cases) {
    SetConfig(c.config);
    const std::string message = std::string("/home/u/.docker/config.json: ") + c.error;
    CHECK_THROWS_WITH_AS(Find("ghcr.io/a/b"), message.c_str(), Error);
    const std::string prefixed = "Finding credentials: Asking Docker: " + message;
    CHECK_THROWS_WITH_AS(Find("ghcr.io/a/b", {.error_prefix = "Finding credentials: ",
                                              .docker_error_prefix = "Asking Docker: "}),
                         prefixed.c_str(), Error);
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
  CHECK(helpers.runs == std::vector<std::string>{"docker-credential-safe get ghcr.io/a/b",
                                                 "docker-credential-safe get ghcr.io"});
  CHECK(keychain.Find(Repository::Parse("token.io/a/b")).identity_token == "t");
  CHECK_THROWS_WITH_AS(
      keychain.Find(Repository::Parse("gone.io/a/b")),
      "error getting credentials - err: exec: \"docker-credential-missing\": executable file not "
      "found in $PATH, out: ``",
      Error);
  CHECK(keychain.Find(Repository::Parse("left.io/a/b")).anonymous());
}

TEST_CASE_FIXTURE(Fixture, "keychains of clouds are met, or said to be missing") {
  const auto keychain = [&](const std::vector<std::string>& clouds) {
    return Keychain({.environment = environment, .clouds = clouds, .clouds_advice = "which is missing"},
                    files, helpers);
  };
  environment["GITHUB_TOKEN"] = "t0k3n";
  CHECK(keychain({"gke", "github"}).Find(Repository::Parse("ghcr.io/a/b")).username == "unset");
  CHECK(keychain({"github"}).Find(Repository::Parse("ghcr.io/a/b")).password == "t0k3n");
  CHECK(keychain({"gke"}).Find(Repository::Parse("ghcr.io/a/b")).anonymous());
  CHECK(keychain({"github"}).Find(Repository::Parse("example.com/a/b")).anonymous());
  const std::pair<const char*, const char*> clouds[] = {{"gke", "gcr.io/a/b"},
                                                        {"gke", "eu.gcr.io/a/b"},
                                                        {"gke", "europe-docker.pkg.dev/a/b"},
                                                        {"ecr", "1.dkr.ecr.eu-west-1.amazonaws.com/a/b"},
                                                        {"aks", "acme.azurecr.io/a/b"}};
  for (const auto& [name, repository] : clouds) {
    CAPTURE(repository);
    CHECK(keychain({"gke", "ecr", "aks"}).Shortcoming(Repository::Parse(repository)) ==
          "the keychain " + std::string(name) + ", which is missing");
    CHECK(keychain({"github"}).Shortcoming(Repository::Parse(repository)).empty());
  }
  CHECK(keychain({"gke", "ecr", "aks"}).Shortcoming(Repository::Parse("ghcr.io/a/b")).empty());
  SetConfig(R"({"auths":{"gcr.io":{"auth":"dTpw"}}})");
  CHECK(keychain({"gke"}).Shortcoming(Repository::Parse("gcr.io/a/b")).empty());
}

TEST_CASE_FIXTURE(Fixture, "a helper's name cannot lead to another folder") {
  SetConfig(R"({"credsStore":"../../tmp/evil"})");
  CHECK_THROWS_AS(Find("ghcr.io/a/b"), Error);
  CHECK(helpers.runs.empty());
}

TEST_CASE_FIXTURE(Fixture, "variables for hosts come first, then flags, then config.json") {
  SetConfig(R"({"auths":{"ghcr.io":{"auth":"dTpw"}}})");
  KeychainOptions options{.environment = {{"HOME", "/home/u"},
                                          {"R_HOSTNAME", "quay.io"},
                                          {"R_USERNAME", "q"},
                                          {"R_HOSTNAME_1", "ghcr.io/team"},
                                          {"R_USERNAME_1", "team"},
                                          {"R_HOSTNAME_2", "*.example.com"},
                                          {"R_IDENTITY_TOKEN_2", "i"}},
                          .variable_prefix = "R_",
                          .host_patterns = true};
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

TEST_CASE_FIXTURE(
    Fixture, "hostnames of variables may be URLs where they are patterns, and must be registries otherwise") {
  KeychainOptions options{.environment = {{"R_USERNAME", "u"}}, .variable_prefix = "R_"};
  for (const char* hostname : {"https://ghcr.io", "http://ghcr.io/", "ghcr.io/v2/a", "*.io/a"}) {
    CAPTURE(hostname);
    options.environment["R_HOSTNAME"] = hostname;
    options.host_patterns = true;
    CHECK(Find("ghcr.io/a/b", options).username == "u");
    options.host_patterns = false;
    const std::string error =
        "Parsing registry hostname: registries must be valid RFC 3986 URI authorities: " +
        std::string(hostname) + " (e.g. gcr.io, index.docker.io)";
    CHECK_THROWS_WITH_AS(Find("ghcr.io/a/b", options), error.c_str(), Error);
  }
}

TEST_CASE_FIXTURE(Fixture, "an unknown variable of the prefix is an error") {
  KeychainOptions options{.environment = {{"R_HOST", "x"}}, .variable_prefix = "R_"};
  CHECK_THROWS_WITH_AS(Find("ghcr.io/a/b", options), "Unknown env variable 'R_HOST'", Error);
  options.foreign_variable = "R_HOST";
  CHECK(Find("ghcr.io/a/b", options).anonymous());
}

}  // namespace pkgrepo::oci
