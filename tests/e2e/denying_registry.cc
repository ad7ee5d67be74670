// A registry in memory on a free port of loopback that answers 403 for manifests it does not have, as many do for users
// who may not list. Started by with_registry in place of docker-registry; ends when it is stopped.

#include <unistd.h>

#include <iostream>

#include "loopback_server.h"
#include "support/fake_registry.h"

int main() {
  using namespace pkgrepo;
  oci::FakeRegistry registry;
  registry.absent_manifest_status = 403;
  std::string address;
  LoopbackServer server([&](const net::HttpRequest& request, const Connection& connection) {
    net::HttpRequest absolute = request;
    absolute.url = "http://" + address + request.url;
    const net::HttpResponse response = registry.Send(absolute);
    connection.Reply(response.status, response.headers, response.body);
    return true;
  });
  address = server.address();
  std::cout << "listening on " << address << std::endl;
  for (;;) pause();
}
