// The --registry-* flags of the drop-in commands, and the registry client they ask for.
//
//   RegistryFlags registry_flags;                       // in the command's options
//   registry_flags.DeclareForImgpkg(command.flags);
//   RegistryByFlags connection(registry_flags, RegistryTool::kImgpkg);
//   connection.client().ListTags(repository);

#ifndef PKGREPO_CLI_REGISTRY_FLAGS_H_
#define PKGREPO_CLI_REGISTRY_FLAGS_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "net/transfer_watcher.h"
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

// Whose environment variables count, and whose words. Those of imgpkg are in imgpkg/registry_access.h; kbld has
// KBLD_REGISTRY_HOSTNAME and so on, and no words of its own.
enum class RegistryTool { kImgpkg, kKbld };

// A registry client as the flags say, with all that it stands on: libcurl, retries, credentials. libcurl is loaded on the first
// request.
class RegistryByFlags {
 public:
  // `watcher`, if it is not null, is told how far requests are, and outlives the object. With `logs`, each request and answer is
  // told on standard error. Throws Error for files that hold no CA certificates.
  RegistryByFlags(const RegistryFlags& flags, RegistryTool tool, net::TransferWatcher* watcher = nullptr, bool logs = false);
  ~RegistryByFlags();

  const oci::RegistryClient& client() const;
  // For what is fetched without a registry.
  net::HttpClient& http();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_REGISTRY_FLAGS_H_
