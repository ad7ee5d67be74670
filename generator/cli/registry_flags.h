// The --registry-* flags of the drop-in commands, and the registry client they ask for.
//
//   RegistryFlags registry_flags;                       // in the command's options
//   registry_flags.DeclareForImgpkg(command.flags);
//   RegistryConnection connection(registry_flags, ImgpkgRegistryVariables());
//   connection.client().ListTags(repository);

#ifndef PKGREPO_CLI_REGISTRY_FLAGS_H_
#define PKGREPO_CLI_REGISTRY_FLAGS_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "oci/registry_client.h"

namespace pkgrepo::cli {

struct RegistryFlags {
  std::vector<std::string> ca_certificate_paths;
  bool verify_certificates = true;
  bool insecure = false;
  std::string username;
  std::string password;
  std::string token;
  bool anonymous = false;
  std::chrono::nanoseconds response_header_timeout = std::chrono::seconds(30);
  int retry_count = 5;

  // imgpkg's flags. `this` must outlive the set.
  void DeclareForImgpkg(FlagSet& flags);
};

// Whose environment variables count, and whose words.
struct RegistryVariables {
  // "IMGPKG": IMGPKG_REGISTRY_HOSTNAME_0 and so on.
  std::string tool = {};
  // IMGPKG_USERNAME, IMGPKG_PASSWORD, IMGPKG_TOKEN and IMGPKG_ANON stand for the flags, hostnames may have a path, and
  // errors say what imgpkg was preparing.
  bool as_imgpkg = false;
};

RegistryVariables ImgpkgRegistryVariables();
RegistryVariables KbldRegistryVariables();

// A registry client with all that it stands on: libcurl, retries, credentials. libcurl is loaded on the first
// request.
class RegistryConnection {
 public:
  // Throws Error for files of CA certificates that are none.
  RegistryConnection(const RegistryFlags& flags, const RegistryVariables& variables);
  ~RegistryConnection();

  const oci::RegistryClient& client() const;
  // For what is fetched without a registry.
  net::HttpClient& http();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_REGISTRY_FLAGS_H_
