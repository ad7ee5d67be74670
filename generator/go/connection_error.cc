#include "go/connection_error.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <memory>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

namespace pkgrepo::go {
namespace {

// Of <openssl/x509_vfy.h>, whose values are part of OpenSSL's interface.
constexpr long kNotYetValid = 9;
constexpr long kExpired = 10;
constexpr std::array<long, 6> kUnknownAuthority = {2, kWrongSignature, 18, 19, 20, 21};
// No fault of the chain: 0, or what stands there before it is looked at.
constexpr long kUnspecified = 1;

// The server that Go asks first.
std::string NameServer() {
  constexpr std::string_view kKeyword = "nameserver";
  std::string text;
  try {
    text = RealFileSystem().ReadFile("/etc/resolv.conf");
  } catch (const Error&) {  // then the default holds
  }
  for (std::string_view line : SplitLines(text)) {
    if (!line.starts_with(kKeyword)) continue;
    const std::string_view address = Trim(line.substr(kKeyword.size()));
    if (!address.empty()) return std::string(address.substr(0, address.find_first_of(" \t")));
  }
  return "127.0.0.1";
}

std::string WithPort(const std::string& host, const std::string& port) {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

// Sets `code` to getaddrinfo's.
AddressList Resolve(const std::string& host, int& code) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  return {code == 0 ? list : nullptr, &freeaddrinfo};
}

}  // namespace

std::string DescribeLookup(const std::string& host) {
  int code = 0;
  Resolve(host, code);
  const char* reason = code == EAI_AGAIN ? "server misbehaving" : "no such host";
  return "dial tcp: lookup " + host + " on " + WithPort(NameServer(), "53") + ": " + reason;
}

std::string DialAddress(std::string_view authority, std::string_view scheme) {
  std::string host(authority);
  std::string port = scheme == "https" ? "443" : "80";
  const size_t colon = host.rfind(':');
  if (colon != std::string::npos && !host.ends_with(']')) {
    port = host.substr(colon + 1);
    host.resize(colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  int code = 0;
  const AddressList addresses = Resolve(host, code);
  std::array<char, NI_MAXHOST> text;
  if (addresses && getnameinfo(addresses->ai_addr, addresses->ai_addrlen, text.data(), text.size(), nullptr,
                               0, NI_NUMERICHOST) == 0) {
    host = text.data();
  }
  return WithPort(host, port);
}

bool IsUnknownAuthority(long verify_result) {
  for (long code : kUnknownAuthority) {
    if (code == verify_result) return true;
  }
  return false;
}

std::string DescribeCertificate(long verify_result, const std::string& host, const std::string& text) {
  std::string reason = text;
  if (IsUnknownAuthority(verify_result)) {
    reason = "x509: certificate signed by unknown authority";
  } else if (verify_result == kExpired || verify_result == kNotYetValid) {
    reason = "x509: certificate has expired or is not yet valid";
  } else if (verify_result <= kUnspecified) {
    reason = "x509: certificate is not valid for " + host;
  }
  return "tls: failed to verify certificate: " + reason;
}

}  // namespace pkgrepo::go
