// The network as the sources use it: HTTP, and registries with the credentials of a Secret.

#ifndef PKGREPO_VENDIR_NETWORK_H_
#define PKGREPO_VENDIR_NETWORK_H_

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/process.h"
#include "net/http_client.h"
#include "net/transfer_watcher.h"
#include "oci/credentials.h"
#include "oci/registry_client.h"
#include "vendir/resources.h"

namespace pkgrepo::vendir {

struct HttpOptions {
  bool verify_certificates = true;
  std::chrono::seconds response_header_timeout{30};
};

// Makes HTTP clients; tests put a fake behind it.
class Network {
 public:
  virtual ~Network() = default;
  virtual std::unique_ptr<net::HttpClient> NewHttpClient(const HttpOptions& options) = 0;
};

class RealNetwork : public Network {
 public:
  // `watcher` is told how far requests are, and outlives the clients; null if nobody is.
  explicit RealNetwork(net::TransferWatcher* watcher = nullptr) : watcher_(watcher) {}
  std::unique_ptr<net::HttpClient> NewHttpClient(const HttpOptions& options) override;

 private:
  net::TransferWatcher* const watcher_;
};

// A registry client that logs in with a Secret, and all that it stands on.
class RegistryBySecret {
 public:
  // `registry` is what a Secret with a user name and a password is for; no Secret leaves the credentials of
  // the environment and of Docker. Throws Error for a field of the Secret that is not known.
  RegistryBySecret(Network& network, const HttpOptions& options, const std::string& registry,
                   const Secret* secret);

  const oci::RegistryClient& client() const { return client_; }

 private:
  RealFileSystem files_;
  RealProcessRunner processes_;
  std::unique_ptr<net::HttpClient> http_;
  std::unique_ptr<net::HttpClient> retrying_;
  oci::Keychain keychain_;
  oci::RegistryClient client_;
};

// The environment variables of imgpkg (IMGPKG_REGISTRY_HOSTNAME and so on) that say what `secret` says:
// `username` and `password`, `token`, or a `.dockerconfigjson`. Throws Error for any other field.
std::map<std::string, std::string> RegistryVariables(const Secret& secret, const std::string& registry);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_NETWORK_H_
