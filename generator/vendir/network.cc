#include "vendir/network.h"

#include <nlohmann/json.hpp>

#include "base/environment.h"
#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "imgpkg/registry_access.h"
#include "net/curl_http_client.h"
#include "net/retrying_http_client.h"

namespace pkgrepo::vendir {
namespace {

// As imgpkg, which upstream runs for images.
constexpr int kAttempts = 6;

oci::KeychainOptions KeychainOptionsFor(const std::string& registry, const Secret* secret) {
  std::map<std::string, std::string> environment = ReadEnvironment();
  if (secret != nullptr) {
    for (auto& [name, value] : RegistryVariables(*secret, registry)) environment[name] = value;
  }
  return imgpkg::MakeKeychainOptions(std::move(environment));
}

// The credentials in a Docker config.json, one set of variables for each registry.
std::map<std::string, std::string> DockerConfigVariables(const std::string& text,
                                                         const std::string& secret_name) {
  std::map<std::string, std::string> variables;
  nlohmann::json config = nlohmann::json::parse(text, nullptr, false);
  const std::string context = "Expected secret '" + secret_name + "' to hold a Docker config.json";
  if (!config.is_object()) throw Error(context);
  int index = 0;
  const nlohmann::json registries = config.value("auths", nlohmann::json::object());
  for (auto& [host, entry] : registries.items()) {
    if (!entry.is_object()) throw Error(context);
    std::string username = StringMember(entry, "username"), password = StringMember(entry, "password");
    if (std::string auth = StringMember(entry, "auth"); !auth.empty()) {
      std::string decoded = Base64Decode(auth).value_or("");
      size_t colon = decoded.find(':');
      if (colon == decoded.npos)
        throw Error(context + " (auth for '" + host + "' is not username:password in base64)");
      username = decoded.substr(0, colon);
      password = decoded.substr(colon + 1);
    }
    std::string suffix = "_" + std::to_string(index++);
    variables[imgpkg::kVariablePrefix + ("HOSTNAME" + suffix)] = host;
    variables[imgpkg::kVariablePrefix + ("USERNAME" + suffix)] = username;
    variables[imgpkg::kVariablePrefix + ("PASSWORD" + suffix)] = password;
  }
  return variables;
}

}  // namespace

std::unique_ptr<net::HttpClient> RealNetwork::NewHttpClient(const HttpOptions& options) {
  return std::make_unique<net::CurlHttpClient>(
      net::CurlOptions{.verify_certificates = options.verify_certificates,
                       .response_header_timeout = options.response_header_timeout,
                       .watcher = watcher_});
}

std::map<std::string, std::string> RegistryVariables(const Secret& secret, const std::string& registry) {
  std::map<std::string, std::string> variables;
  for (auto& [field, value] : secret.data) {
    if (field == ".dockerconfigjson") return DockerConfigVariables(value, secret.name);
    if (field == "username") {
      variables[imgpkg::kVariablePrefix + std::string("USERNAME_0")] = value;
    } else if (field == "password") {
      variables[imgpkg::kVariablePrefix + std::string("PASSWORD_0")] = value;
    } else if (field == "token") {
      variables[imgpkg::kVariablePrefix + std::string("REGISTRY_TOKEN_0")] = value;
    } else {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
  }
  if (!variables.empty()) variables[imgpkg::kVariablePrefix + std::string("HOSTNAME_0")] = registry;
  return variables;
}

RegistryBySecret::RegistryBySecret(Network& network, const HttpOptions& options, const std::string& registry,
                                   const Secret* secret)
    : http_(network.NewHttpClient(options)),
      retrying_(std::make_unique<net::RetryingHttpClient>(*http_, kAttempts)),
      keychain_(KeychainOptionsFor(registry, secret), files_, processes_),
      client_(*retrying_, keychain_, {.connect_error_prefix = imgpkg::kConnectErrorPrefix}) {}

}  // namespace pkgrepo::vendir
