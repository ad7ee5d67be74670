// A registry in memory (tests/support/fake_registry.h) behind a server on loopback:
//
//   oci::FakeRegistry registry;
//   LoopbackServer server(ServeRegistry(registry));

#ifndef PKGREPO_TESTS_E2E_SERVED_REGISTRY_H_
#define PKGREPO_TESTS_E2E_SERVED_REGISTRY_H_

#include "loopback_server.h"
#include "support/fake_registry.h"

namespace pkgrepo {

// The registry must outlive the server.
inline LoopbackServer::Handler ServeRegistry(oci::FakeRegistry& registry) {
  return [&registry](const net::HttpRequest& request, const Connection& connection) {
    net::HttpRequest absolute = request;
    absolute.url = "http://" + request.headers.Find("Host").value_or("") + request.url;
    const net::HttpResponse response = registry.Send(absolute);
    connection.Reply(response.status, response.headers, response.body);
    return true;
  };
}

}  // namespace pkgrepo

#endif  // PKGREPO_TESTS_E2E_SERVED_REGISTRY_H_
