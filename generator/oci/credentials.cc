#include "oci/credentials.h"

#include <fnmatch.h>

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "oci/cloud_keychains.h"
#include "oci/docker_config.h"

namespace pkgrepo::oci {
namespace {

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

// Without its scheme, and without the version of the API that may stand ahead of a path.
std::string HostPattern(std::string_view text) {
  for (std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
  }
  const size_t slash = std::min(text.find('/'), text.size());
  std::string_view path = text.substr(slash);
  if (path.starts_with("/v1/") || path.starts_with("/v2/")) path.remove_prefix(3);
  if (path == "/") path = "";
  return std::string(text.substr(0, slash)).append(path);
}

}  // namespace

Keychain::Keychain(KeychainOptions options, const FileSystem& files, const ProcessRunner& processes)
    : options_(std::move(options)), files_(files), processes_(processes) {}

Credentials Keychain::Find(const Repository& repository) const {
  return WithContext(options_.error_prefix, [&]() -> Credentials {
    if (const auto found = FromEnvironment(repository)) return *found;
    if (const auto found = FindCloudCredentials(repository, options_.clouds, options_.environment))
      return *found;
    if (!options_.flags.anonymous()) return options_.flags;
    if (options_.anonymous) return {};
    return FromDocker(repository);
  });
}

std::string Keychain::Shortcoming(const Repository& repository) const {
  const std::string name = UnsupportedKeychain(repository, options_.clouds);
  if (name.empty() || !Find(repository).anonymous()) return "";
  return "the keychain " + name + ", " + options_.clouds_advice;
}

Credentials Keychain::FromDocker(const Repository& repository) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(repository.ToString());
  if (known != known_.end()) return known->second;
  return known_[repository.ToString()] = WithContext(options_.docker_error_prefix, [&] {
           return FindDockerCredentials(repository, options_.environment, files_, processes_);
         });
}

std::string Keychain::ParseHostname(const std::string& text) const {
  if (options_.host_patterns) return HostPattern(text);
  try {
    return ParseRegistry(text);
  } catch (const Error& error) {
    throw Error("Parsing registry hostname: " + error.message() + " (e.g. gcr.io, index.docker.io)");
  }
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
    if (name == options_.foreign_variable) continue;
    const std::string_view rest = std::string_view(name).substr(options_.variable_prefix.size());
    const auto is_kind = [&](std::string_view kind) {
      return rest.starts_with(kind) && (rest.size() == kind.size() || rest[kind.size()] == '_');
    };
    if (is_kind("HOSTNAME")) {
      by_suffix[std::string(rest.substr(std::string_view("HOSTNAME").size()))].hostname =
          ParseHostname(value);
      continue;
    }
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return is_kind(k.first); });
    if (kind == kinds.end()) {
      throw Error("Unknown env variable '" + name + "'");
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
                   [](const auto& a, const auto& b) { return a.hostname > b.hostname; });
  for (const HostEntry& entry : entries) {
    const bool matches = options_.host_patterns ? PatternMatches(entry.hostname, repository)
                                                : entry.hostname == repository.registry();
    if (matches) return entry.credentials;
  }
  return std::nullopt;
}

}  // namespace pkgrepo::oci
