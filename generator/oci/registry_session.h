// Requests to registries with all that surrounds them: HTTP or HTTPS, challenges, tokens, errors.

#ifndef PKGREPO_OCI_REGISTRY_SESSION_H_
#define PKGREPO_OCI_REGISTRY_SESSION_H_

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "net/http_client.h"
#include "oci/challenge.h"
#include "oci/credentials.h"
#include "oci/reference.h"
#include "oci/registry_client.h"
#include "oci/registry_error.h"

namespace pkgrepo::oci {

class RegistrySession {
 public:
  // `http` and `keychain` are kept and must outlive the session.
  RegistrySession(net::HttpClient& http, const Keychain& keychain, RegistryOptions options)
      : http_(http), keychain_(keychain), options_(std::move(options)) {}

  // "https://ghcr.io/v2/acme/app" and `suffix`. The first call for a registry asks it who it is.
  std::string MakeUrl(const Repository& repository, const std::string& suffix);

  // Fetches the token that a registry may want for `access`; Send() would do so by itself.
  void LogIn(const Repository& repository, Access access) {
    MakeAuthorization(repository, access, /*renew=*/false);
  }

  // Sends `request`, authorised for `repository`; if the registry does not accept that (a token has run out,
  // or it only now asks for one), once more with a new token. Any status is a result.
  net::HttpResponse Send(const Repository& repository, Access access, net::HttpRequest request);
  // The same, and throws RegistryError for a status that is not in `expected`.
  net::HttpResponse SendExpecting(const Repository& repository, Access access,
                                  const net::HttpRequest& request, const std::vector<int>& expected);

 private:
  struct Registry {
    std::string scheme;
    std::optional<Challenge> challenge;
    // By scope.
    std::map<std::string, std::string> tokens;
  };

  [[noreturn]] void ThrowCannotConnect(const std::string& reason,
                                       ConnectError::Kind kind = ConnectError::Kind::kOther) const;
  Registry& Connect(const std::string& host);
  Registry Ping(const std::string& host);
  std::optional<net::HttpResponse> TryPing(const std::string& scheme, const std::string& host,
                                           std::vector<ConnectError>& failures);
  std::string MakeAuthorization(const Repository& repository, Access access, bool renew);
  std::string FetchToken(const Challenge& challenge, const Repository& repository, Access access,
                         bool plain_http_allowed);
  std::string Explanation(const Repository& repository, const net::HttpResponse& response) const;

  net::HttpClient& http_;
  const Keychain& keychain_;
  const RegistryOptions options_;
  // Guards registries_ and, by that, lets one thread fetch a token that others wait for.
  std::mutex mutex_;
  std::map<std::string, Registry> registries_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_REGISTRY_SESSION_H_
