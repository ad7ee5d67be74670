#include "oci/docker_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "go/base64.h"
#include "go/json_mismatch.h"
#include "go/json_reader.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::json;

constexpr std::string_view kDockerHub = "index.docker.io";
constexpr std::string_view kDockerHubServer = "https://index.docker.io/v1/";
// In place of a user's name: what stands for the password is an identity token.
constexpr std::string_view kTokenUser = "<token>";
constexpr std::string_view kHelperKnowsNothing = "credentials not found in native keychain";

// Throws Error in the words of Go's decoder. An empty text is an empty object.
json ParseJson(const std::string& text) {
  if (Trim(text).empty()) return json::object();
  try {
    return go::ParseJson(text);
  } catch (const Error& error) {
    throw Error(error.message() == "unexpected end of JSON input" ? "unexpected EOF" : error.message());
  }
}

void RequireType(const json& value, json::value_t wanted, const go::GoPlace& place) {
  if (value.type() == wanted || value.is_null()) return;
  throw Error(go::DescribeMismatch(value, place));
}

// Member `name` of the object `object`; null if there is none.
const json& Member(const json& object, const std::string& name) {
  static const json kNull;
  const auto member = object.find(name);
  return member == object.end() ? kNull : *member;
}

std::string TextMember(const json& object, const std::string& name, const std::string& place) {
  const json& member = Member(object, name);
  RequireType(member, json::value_t::string, {.type = "string", .field = "ConfigFile." + place});
  return member.is_string() ? member.get<std::string>() : "";
}

Credentials ParseEntry(const json& entry) {
  RequireType(entry, json::value_t::object, {.type = "types.AuthConfig", .field = "ConfigFile.auths"});
  Credentials credentials{.username = TextMember(entry, "username", "auths.username"),
                          .password = TextMember(entry, "password", "auths.password"),
                          .identity_token = TextMember(entry, "identitytoken", "auths.identitytoken"),
                          .registry_token = TextMember(entry, "registrytoken", "auths.registrytoken")};
  const std::string auth = TextMember(entry, "auth", "auths.auth");
  if (auth.empty()) return credentials;
  const std::string decoded = go::DecodeBase64(auth, {});
  const size_t colon = decoded.find(':');
  if (colon == std::string::npos) throw Error("Invalid auth configuration file");
  credentials.username = decoded.substr(0, colon);
  credentials.password = decoded.substr(colon + 1);
  credentials.password.erase(credentials.password.find_last_not_of('\0') + 1);
  return credentials;
}

struct Config {
  std::map<std::string, Credentials> auths;    // by server
  std::map<std::string, std::string> helpers;  // by server
  std::string store;                           // the helper of all other servers
};

Config ParseConfig(const std::string& text) {
  const json value = ParseJson(text);
  RequireType(value, json::value_t::object, {.type = "configfile.ConfigFile"});
  Config config;
  if (value.is_null()) return config;
  const json& auths = Member(value, "auths");
  RequireType(auths, json::value_t::object,
              {.type = "map[string]types.AuthConfig", .field = "ConfigFile.auths"});
  for (const auto& [server, entry] : auths.items()) config.auths[server] = ParseEntry(entry);
  const json& helpers = Member(value, "credHelpers");
  RequireType(helpers, json::value_t::object,
              {.type = "map[string]string", .field = "ConfigFile.credHelpers"});
  for (const auto& [server, helper] : helpers.items()) {
    config.helpers[server] = TextMember(helpers, server, "credHelpers");
  }
  config.store = TextMember(value, "credsStore", "credsStore");
  return config;
}

// "https://index.docker.io/v1/" is known as "index.docker.io".
std::string_view HostOfServer(std::string_view server) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (server.starts_with(scheme)) server.remove_prefix(scheme.size());
  }
  return server.substr(0, server.find('/'));
}

Credentials FindEntry(const Config& config, const std::string& server) {
  const auto exact = config.auths.find(server);
  if (exact != config.auths.end()) return exact->second;
  for (const auto& [known, credentials] : config.auths) {
    if (HostOfServer(known) == server) return credentials;
  }
  return {};
}

[[noreturn]] void ThrowHelperFailed(const std::string& reason, std::string_view output) {
  throw Error("error getting credentials - err: " + reason + ", out: `" + std::string(output) + "`");
}

Credentials AskHelper(const std::string& helper, const std::string& server, const ProcessRunner& processes) {
  const std::string program = "docker-credential-" + helper;
  const std::string not_there = "exec: \"" + program + "\": executable file not found in $PATH";
  if (helper.find('/') != std::string::npos) ThrowHelperFailed(not_there, "");
  ProcessResult result;
  try {
    result =
        processes.Run({.arguments = {program, "get"}, .directory = "", .input = server, .environment = {}});
  } catch (const Error&) {
    ThrowHelperFailed(not_there, "");
  }
  if (result.status != 0) {
    const std::string_view output = Trim(result.output);
    if (output == kHelperKnowsNothing) return {};
    ThrowHelperFailed("exit status " + std::to_string(result.status), output);
  }
  const json answer = ParseJson(result.output);
  const auto member = [&](const char* name) { return answer.is_object() ? Member(answer, name) : json(); };
  const json user = member("Username"), secret = member("Secret");
  if (!user.is_string() || !secret.is_string()) return {};
  if (user == kTokenUser) return {.identity_token = secret.get<std::string>()};
  return {.username = user.get<std::string>(), .password = secret.get<std::string>()};
}

std::vector<std::string> ConfigPaths(const std::map<std::string, std::string>& environment) {
  const auto variable = [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  std::vector<std::string> paths;
  if (const std::string directory = variable("DOCKER_CONFIG"); !directory.empty()) {
    paths.push_back(JoinPath(directory, "config.json"));
  } else if (const std::string home = variable("HOME"); !home.empty()) {
    paths.push_back(JoinPath(home, ".docker/config.json"));
  }
  if (const std::string file = variable("REGISTRY_AUTH_FILE"); !file.empty()) paths.push_back(file);
  if (const std::string directory = variable("XDG_RUNTIME_DIR"); !directory.empty()) {
    paths.push_back(JoinPath(directory, "containers/auth.json"));
  }
  return paths;
}

Config ReadConfig(const std::string& path, const FileSystem& files) {
  return WithContext(path + ": ", [&] { return ParseConfig(files.ReadFile(path)); });
}

}  // namespace

Credentials FindDockerCredentials(const Repository& repository,
                                  const std::map<std::string, std::string>& environment,
                                  const FileSystem& files, const ProcessRunner& processes) {
  const std::vector<std::string> paths = ConfigPaths(environment);
  const auto path = std::find_if(paths.begin(), paths.end(), [&](const auto& p) { return files.IsFile(p); });
  if (path == paths.end()) return {};
  const Config config = ReadConfig(*path, files);
  const std::string registry(repository.registry() == kDockerHub ? kDockerHubServer : repository.registry());
  for (const std::string& server : {repository.ToString(), registry}) {
    const auto own_helper = config.helpers.find(server);
    const std::string& helper = own_helper == config.helpers.end() ? config.store : own_helper->second;
    const Credentials found =
        helper.empty() ? FindEntry(config, server) : AskHelper(helper, server, processes);
    if (!found.anonymous()) return found;
  }
  return {};
}

}  // namespace pkgrepo::oci
