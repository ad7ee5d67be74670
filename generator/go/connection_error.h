// What can go wrong with a connection. Follows packages net, crypto/tls and crypto/x509 of Go 1.21. The Carvel tools
// print these words, and programs that call the tools look for some of them: kapp-controller for "x509: certificate
// signed by unknown authority".
//
//   DescribeLookup("no.example");              // "dial tcp: lookup no.example on 10.0.0.53:53: no such host"
//   DialAddress("registry.example", "https");  // "203.0.113.7:443"

#ifndef PKGREPO_GO_CONNECTION_ERROR_H_
#define PKGREPO_GO_CONNECTION_ERROR_H_

#include <string>
#include <string_view>

namespace pkgrepo::go {

// "dial tcp: lookup HOST on 10.0.0.53:53: no such host".
std::string DescribeLookup(const std::string& host);

// `authority` is HOST or HOST:PORT. "10.1.2.3:443", or the authority with its port if no address is known.
std::string DialAddress(std::string_view authority, std::string_view scheme);

// OpenSSL's code for a certificate whose authority has the right name and another key.
inline constexpr long kWrongSignature = 7;

// What is wrong with a certificate for `host`: OpenSSL's code for it, 0 or 1 for its name, and libcurl's text.
std::string DescribeCertificate(long verify_result, const std::string& host, const std::string& text);
bool IsUnknownAuthority(long verify_result);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_CONNECTION_ERROR_H_
