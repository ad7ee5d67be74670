// A registry's refusal in the words of the Carvel tools.

#ifndef PKGREPO_OCI_REGISTRY_ERROR_H_
#define PKGREPO_OCI_REGISTRY_ERROR_H_

#include <string>

#include "base/error.h"
#include "net/http_client.h"

namespace pkgrepo::oci {

// What a registry said to a request that it did not fulfil. The message is upstream's, such as
// `GET http://127.0.0.1:5000/v2/a/manifests/1: MANIFEST_UNKNOWN: manifest unknown; map[Tag:1]`.
class RegistryError : public Error {
 public:
  RegistryError(std::string message, int status) : Error(std::move(message)), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

// No talk with a registry came about, or it did not let one in.
class ConnectError : public Error {
 public:
  enum class Kind { kOther, kUnknownHost, kUnreachable, kUnknownAuthority, kProxy, kDenied };

  ConnectError(std::string message, Kind kind) : Error(std::move(message)), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

ConnectError::Kind KindOf(const net::TransportError& error);

// From a response that is not a success. The registry's own explanation is used where its body holds one.
RegistryError MakeRegistryError(const net::HttpRequest& request, const net::HttpResponse& response);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_REGISTRY_ERROR_H_
