// A registry in memory on a free port of loopback that answers 403 for manifests it does not have, as many do for users
// who may not list. Started by with_registry in place of docker-registry; ends when it is stopped.

#include <unistd.h>

#include <iostream>

#include "served_registry.h"

int main() {
  using namespace pkgrepo;
  oci::FakeRegistry registry;
  registry.absent_manifest_status = 403;
  LoopbackServer server(ServeRegistry(registry));
  std::cout << "listening on " << server.address() << std::endl;
  for (;;) pause();
}
