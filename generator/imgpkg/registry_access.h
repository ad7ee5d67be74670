// How imgpkg talks with registries: its environment variables, and its words where that fails.
//
//   oci::KeychainOptions options = MakeKeychainOptions(ReadEnvironment());
//   oci::RegistryClient registry(http, keychain, {.connect_error_prefix = kConnectErrorPrefix});
//
// https://carvel.dev/imgpkg/docs/latest/auth/

#ifndef PKGREPO_IMGPKG_REGISTRY_ACCESS_H_
#define PKGREPO_IMGPKG_REGISTRY_ACCESS_H_

#include <map>
#include <string>

#include "oci/credentials.h"

namespace pkgrepo::imgpkg {

// IMGPKG_REGISTRY_HOSTNAME, …_USERNAME, …_PASSWORD, …_IDENTITY_TOKEN and …_REGISTRY_TOKEN are credentials for a host.
inline constexpr const char* kVariablePrefix = "IMGPKG_REGISTRY_";

inline constexpr const char* kConnectErrorPrefix =
    "Error while preparing a transport to talk with the registry: Unable to create round tripper: ";

// What the command line says, for which variables may stand: IMGPKG_USERNAME, IMGPKG_PASSWORD, IMGPKG_TOKEN, IMGPKG_ANON.
struct LoginFlags {
  std::string username = {};
  std::string password = {};
  std::string token = {};
  bool anonymous = false;
};

// Throws Error if IMGPKG_ACTIVE_KEYCHAINS names a keychain that is none of gke, ecr, aks and github.
oci::KeychainOptions MakeKeychainOptions(std::map<std::string, std::string> environment,
                                         const LoginFlags& flags = {});

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_REGISTRY_ACCESS_H_
