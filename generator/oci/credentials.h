// Who to be at a registry: environment variables, a cloud's keychain, flags, Docker's config.json and its credential
// helpers, asked in this order. The first that knows the registry decides.
//
//   Keychain keychain({.environment = ReadEnvironment(), .variable_prefix = "KBLD_REGISTRY_"}, files, processes);
//   Credentials credentials = keychain.Find(Repository::Parse("ghcr.io/acme/app"));

#ifndef PKGREPO_OCI_CREDENTIALS_H_
#define PKGREPO_OCI_CREDENTIALS_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"
#include "oci/reference.h"

namespace pkgrepo::oci {

// All empty: anonymous.
struct Credentials {
  std::string username = {};
  std::string password = {};
  // An OAuth2 refresh token, exchanged for a bearer token at the registry's realm.
  std::string identity_token = {};
  // Sent as it is: `Authorization: Bearer …`.
  std::string registry_token = {};

  bool anonymous() const {
    return username.empty() && password.empty() && identity_token.empty() && registry_token.empty();
  }
};

struct KeychainOptions {
  // The process's environment, as name to value.
  std::map<std::string, std::string> environment = {};
  // Such as "KBLD_REGISTRY_": HOSTNAME, USERNAME, PASSWORD, IDENTITY_TOKEN and REGISTRY_TOKEN
  // with this in front, and optionally _SUFFIX behind, are credentials for a host. Empty: none are.
  std::string variable_prefix = {};
  // One of the prefix that is none of those, and no mistake.
  std::string foreign_variable = {};
  // Hostnames may have a path behind and `*` in their parts; of those that fit, the last in order of bytes wins.
  // Otherwise they must be registries.
  bool host_patterns = false;
  // Whose keychains are asked (oci/cloud_keychains.h).
  std::vector<std::string> clouds = {};
  // What to add to "the keychain CLOUD, " where one of them is not supported.
  std::string clouds_advice = {};
  // Ahead of all errors, and then of those that come from Docker's config.json and its helpers.
  std::string error_prefix = {};
  std::string docker_error_prefix = {};
  // From flags, or from variables that stand for flags: for every registry.
  Credentials flags = {};
  // Leaves config.json unread.
  bool anonymous = false;
};

class Keychain {
 public:
  // The file system and the runner are kept and must outlive the keychain.
  Keychain(KeychainOptions options, const FileSystem& files, const ProcessRunner& processes);

  // What to use for a repository; anonymous if nothing fits. Throws Error for a variable of the prefix with an unknown
  // name, a malformed config.json, and a failing helper. Thread-safe.
  Credentials Find(const Repository& repository) const;
  // Why Find() may know less than the tool that this stands for; "" if it does not.
  std::string Shortcoming(const Repository& repository) const;

 private:
  struct HostEntry {
    std::string hostname;
    Credentials credentials;
  };

  std::vector<HostEntry> ReadEnvironment() const;
  std::optional<Credentials> FromEnvironment(const Repository& repository) const;
  Credentials FromDocker(const Repository& repository) const;
  std::string ParseHostname(const std::string& text) const;

  KeychainOptions options_;
  const FileSystem& files_;
  const ProcessRunner& processes_;
  mutable std::mutex mutex_;
  // What config.json and helpers said, by repository.
  mutable std::map<std::string, Credentials> known_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_CREDENTIALS_H_
