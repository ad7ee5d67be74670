#include "oci/credentials.h"

#include <fnmatch.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::json;

constexpr std::string_view kDockerHub = "index.docker.io";
constexpr std::string_view kDockerHubServer = "https://index.docker.io/v1/";
// In place of a user's name: what stands for the password is an identity token.
constexpr std::string_view kTokenUser = "<token>";

std::string StringMember(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

// "https://index.docker.io/v1/" is known as "index.docker.io".
std::string_view HostOfServer(std::string_view server) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (server.starts_with(scheme)) server.remove_prefix(scheme.size());
  }
  return server.substr(0, server.find('/'));
}

Credentials ParseAuthEntry(const json& entry) {
  Credentials credentials{.username = StringMember(entry, "username"),
                          .password = StringMember(entry, "password"),
                          .identity_token = StringMember(entry, "identitytoken"),
                          .registry_token = StringMember(entry, "registrytoken")};
  const std::optional<std::string> decoded = Base64Decode(StringMember(entry, "auth"));
  if (!decoded) return {};
  if (const size_t colon = decoded->find(':'); colon != std::string::npos) {
    credentials.username = decoded->substr(0, colon);
    credentials.password = decoded->substr(colon + 1);
    credentials.password.erase(credentials.password.find_last_not_of('\0') + 1);
  }
  return credentials;
}

std::optional<Credentials> FromAuths(const json& config, const Repository& repository,
                                     std::string_view server) {
  const auto auths = config.find("auths");
  if (auths == config.end() || !auths->is_object()) return std::nullopt;
  for (const std::string& exact : {repository.ToString(), std::string(server)}) {
    const auto entry = auths->find(exact);
    if (entry != auths->end() && entry->is_object()) return ParseAuthEntry(*entry);
  }
  for (const auto& [key, entry] : auths->items()) {
    if (entry.is_object() && HostOfServer(key) == repository.registry()) return ParseAuthEntry(entry);
  }
  return std::nullopt;
}

// Host parts between dots match by themselves, so that "*.example.com" is not "a.b.example.com".
bool HostMatches(std::string_view pattern, std::string_view host) {
  const auto patterns = Split(pattern, '.');
  const auto parts = Split(host, '.');
  if (patterns.size() != parts.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (fnmatch(std::string(patterns[i]).c_str(), std::string(parts[i]).c_str(), 0) != 0) return false;
  }
  return true;
}

bool PatternMatches(std::string_view pattern, const Repository& repository) {
  const size_t slash = pattern.find('/');
  const std::string_view path = slash == std::string_view::npos ? "" : pattern.substr(slash + 1);
  return HostMatches(pattern.substr(0, slash), repository.registry()) && repository.path().starts_with(path);
}

}  // namespace

Keychain::Keychain(KeychainOptions options, const FileSystem& files, const ProcessRunner& processes)
    : options_(std::move(options)), files_(files), processes_(processes) {}

Credentials Keychain::Find(const Repository& repository) const {
  if (const auto found = FromEnvironment(repository)) return *found;
  if (!options_.flags.anonymous()) return options_.flags;
  if (options_.anonymous) return {};
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = known_.try_emplace(repository.ToString());
  if (is_new) entry->second = FromDockerConfig(repository);
  return entry->second.value_or(Credentials());
}

std::vector<Keychain::HostEntry> Keychain::ReadEnvironment() const {
  const std::vector<std::pair<std::string_view, std::string Credentials::*>> kinds = {
      {"USERNAME", &Credentials::username},
      {"PASSWORD", &Credentials::password},
      {"IDENTITY_TOKEN", &Credentials::identity_token},
      {"REGISTRY_TOKEN", &Credentials::registry_token}};
  std::map<std::string, HostEntry> by_suffix;
  for (const auto& [name, value] : options_.environment) {
    if (options_.variable_prefix.empty() || !name.starts_with(options_.variable_prefix)) continue;
    const std::string_view rest = std::string_view(name).substr(options_.variable_prefix.size());
    const auto is_kind = [&](std::string_view kind) {
      return rest.starts_with(kind) && (rest.size() == kind.size() || rest[kind.size()] == '_');
    };
    if (is_kind("HOSTNAME")) {
      by_suffix[std::string(rest.substr(std::string_view("HOSTNAME").size()))].hostname = value;
      continue;
    }
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return is_kind(k.first); });
    if (kind == kinds.end()) {
      throw Error("Unable retrieve credentials for registry: Unknown env variable '" + name + "'");
    }
    by_suffix[std::string(rest.substr(kind->first.size()))].credentials.*kind->second = value;
  }
  std::vector<HostEntry> entries;
  for (auto& [suffix, entry] : by_suffix) entries.push_back(std::move(entry));
  return entries;
}

std::optional<Credentials> Keychain::FromEnvironment(const Repository& repository) const {
  std::vector<HostEntry> entries = ReadEnvironment();
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.hostname.size() > b.hostname.size(); });
  for (const HostEntry& entry : entries) {
    const bool matches = options_.patterns ? PatternMatches(entry.hostname, repository)
                                           : entry.hostname == repository.registry();
    if (matches) return entry.credentials;
  }
  return std::nullopt;
}

std::vector<std::string> Keychain::ConfigPaths() const {
  const auto variable = [&](const char* name) {
    const auto found = options_.environment.find(name);
    return found == options_.environment.end() ? std::string() : found->second;
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

std::optional<Credentials> Keychain::FromDockerConfig(const Repository& repository) const {
  const std::vector<std::string> paths = ConfigPaths();
  const auto path = std::find_if(paths.begin(), paths.end(), [&](const auto& p) { return files_.IsFile(p); });
  if (path == paths.end()) return std::nullopt;
  const json config = json::parse(files_.ReadFile(*path), nullptr, /*allow_exceptions=*/false);
  if (!config.is_object()) return std::nullopt;

  const std::string server(repository.registry() == kDockerHub ? kDockerHubServer
                                                               : std::string_view(repository.registry()));
  if (const auto helpers = config.find("credHelpers"); helpers != config.end() && helpers->is_object()) {
    const std::string helper = StringMember(*helpers, server.c_str());
    if (!helper.empty()) return FromHelper(helper, server);
  }
  if (const std::string store = StringMember(config, "credsStore"); !store.empty()) {
    if (auto found = FromHelper(store, server)) return found;
  }
  return FromAuths(config, repository, server);
}

std::optional<Credentials> Keychain::FromHelper(const std::string& helper, const std::string& server) const {
  if (helper.find('/') != std::string::npos) return std::nullopt;
  ProcessResult result;
  try {
    result = processes_.Run({.arguments = {"docker-credential-" + helper, "get"},
                             .directory = "",
                             .input = server,
                             .environment = {}});
  } catch (const Error&) {
    return std::nullopt;  // not installed
  }
  if (result.status != 0) return std::nullopt;
  const json answer = json::parse(result.output, nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object()) return std::nullopt;
  const std::string user = StringMember(answer, "Username");
  const std::string secret = StringMember(answer, "Secret");
  if (user == kTokenUser) return Credentials{.identity_token = secret};
  return Credentials{.username = user, .password = secret};
}

}  // namespace pkgrepo::oci
