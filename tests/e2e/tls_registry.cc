// A registry in memory behind TLS, on a free port of loopback. Started by with_registry in place of docker-registry; ends
// when it is stopped. Leaves beside its configuration ca.pem, of the authority that vouches for it as 127.0.0.1, and
// other-ca.pem, of another one.
//
//   tls_registry serve DIRECTORY/config.yml

#include <unistd.h>

#include <iostream>

#include "base/file_system.h"
#include "served_registry.h"

int main(int, char** argv) {
  using namespace pkgrepo;
  const std::string directory(DirName(argv[2]));
  // Two of one name, as when one is made anew.
  const CertificateAuthority authority("authority"), other("authority");
  RealFileSystem().WriteFile(JoinPath(directory, "ca.pem"), authority.certificate());
  RealFileSystem().WriteFile(JoinPath(directory, "other-ca.pem"), other.certificate());

  oci::FakeRegistry registry;
  LoopbackServer server(ServeRegistry(registry), authority.Issue("IP:127.0.0.1"));
  std::cout << "listening on " << server.address() << std::endl;
  for (;;) pause();
}
