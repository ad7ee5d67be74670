#include "cli/registry_flags.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>

#include "base/environment.h"
#include "base/file_system.h"
#include "base/named_files.h"
#include "base/process.h"
#include "base/strings.h"
#include "cli/standard_streams.h"
#include "imgpkg/registry_access.h"
#include "net/curl_http_client.h"
#include "net/retrying_http_client.h"

namespace pkgrepo::cli {
namespace {

// Loads libcurl when the first request is made: a command that turns out to need none starts as fast as any.
class LazyHttpClient : public net::HttpClient {
 public:
  explicit LazyHttpClient(net::CurlOptions options) : options_(std::move(options)) {}

  net::HttpResponse Send(const net::HttpRequest& request) override {
    std::call_once(once_, [&] { client_ = std::make_unique<net::CurlHttpClient>(options_); });
    return client_->Send(request);
  }

 private:
  const net::CurlOptions options_;
  std::once_flag once_;
  std::unique_ptr<net::CurlHttpClient> client_;
};

// All files of certificates as one text; each is read once, since it may be a pipe. Throws Error for one that cannot be
// read, or holds none.
std::string ReadCertificates(const std::vector<std::string>& paths) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  std::string certificates;
  for (const std::string& path : paths) {
    std::string text = WithContext("Reading CA certificates from '" + path + "': ",
                                   [&] { return ReadNamedFile(RealFileSystem(), path); });
    if (text.find(kBegin) == std::string::npos)
      throw Error("Adding CA certificates from '" + path + "': failed");
    certificates += text + "\n";
  }
  return certificates;
}

net::CurlOptions MakeCurlOptions(const RegistryFlags& flags, RegistryTool tool, net::TransferWatcher* watcher,
                                 net::HttpLog* log) {
  const bool is_imgpkg = tool == RegistryTool::kImgpkg;
  return {.verify_certificates = flags.verify_certificates,
          .ca_certificates = WithContext(is_imgpkg ? "Creating registry HTTP transport: " : "",
                                         [&] { return ReadCertificates(flags.ca_certificate_paths); }),
          .response_header_timeout =
              std::chrono::duration_cast<std::chrono::milliseconds>(flags.response_header_timeout),
          .watcher = watcher,
          .log = log};
}

oci::KeychainOptions MakeKeychainOptions(const RegistryFlags& flags, RegistryTool tool) {
  if (tool == RegistryTool::kKbld)
    return {.environment = ReadEnvironment(), .variable_prefix = "KBLD_REGISTRY_"};
  return imgpkg::MakeKeychainOptions(ReadEnvironment(), {.username = flags.username,
                                                         .password = flags.password,
                                                         .token = flags.token,
                                                         .anonymous = flags.anonymous});
}

oci::RegistryOptions MakeRegistryOptions(const RegistryFlags& flags, RegistryTool tool) {
  return {.insecure = flags.insecure,
          .connect_error_prefix = tool == RegistryTool::kImgpkg ? imgpkg::kConnectErrorPrefix : ""};
}

}  // namespace

void RegistryFlags::DeclareForImgpkg(FlagSet& flags) {
  flags.Bool(&anonymous, "registry-anon", 0, "Use no credentials at all (also: $IMGPKG_ANON=true)");
  flags.Strings(&ca_certificate_paths, "registry-ca-cert-path", 0,
                "Trust the CA certificates in this PEM file, too; comma-separated or repeated");
  flags.Bool(&insecure, "registry-insecure", 0,
             "Try plain HTTP with registries that do not answer over HTTPS");
  flags.String(&password, "registry-password", 0, "Password to log in with (also: $IMGPKG_PASSWORD)");
  flags.Duration(&response_header_timeout, "registry-response-header-timeout", 0,
                 "Wait this long for an answer to begin (format: 500ms, 30s, 5m, 1h)");
  flags.Int(&retry_count, "registry-retry-count", 0, "Repeat a failed request up to this many times");
  flags.String(&token, "registry-token", 0, "Bearer token to log in with (also: $IMGPKG_TOKEN)");
  flags.String(&username, "registry-username", 0, "User name to log in with (also: $IMGPKG_USERNAME)");
  flags.Bool(&verify_certificates, "registry-verify-certs", 0,
             "Check the registry's TLS certificate and its host name");
}

struct RegistryByFlags::Parts {
  Parts(const RegistryFlags& flags, RegistryTool tool, net::TransferWatcher* watcher, bool logs)
      : curl(MakeCurlOptions(flags, tool, watcher, logs ? &log : nullptr)),
        http(curl, flags.retry_count + 1),
        keychain(MakeKeychainOptions(flags, tool), files, processes),
        client(http, keychain, MakeRegistryOptions(flags, tool)) {}

  net::HttpLog log{WriteToStandardError};
  RealFileSystem files;
  RealProcessRunner processes;
  LazyHttpClient curl;
  net::RetryingHttpClient http;
  oci::Keychain keychain;
  oci::RegistryClient client;
};

RegistryByFlags::RegistryByFlags(const RegistryFlags& flags, RegistryTool tool, net::TransferWatcher* watcher, bool logs)
    : parts_(std::make_unique<Parts>(flags, tool, watcher, logs)) {}

RegistryByFlags::~RegistryByFlags() = default;

const oci::RegistryClient& RegistryByFlags::client() const { return parts_->client; }

net::HttpClient& RegistryByFlags::http() { return parts_->http; }

}  // namespace pkgrepo::cli
