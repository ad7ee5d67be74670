// The parts of http and https URLs that the tools need (RFC 3986, without its rarities).

#ifndef PKGREPO_NET_URL_H_
#define PKGREPO_NET_URL_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::net {

struct Url {
  std::string scheme;
  // HOST or HOST:PORT, an IPv6 address in brackets; without user information.
  std::string authority;
  // Begins with '/' or is empty; as it was written, not decoded.
  std::string path;
  // With the '?' ahead; empty if there is none.
  std::string query;

  // nullopt for anything but http and https with a host. A fragment is dropped.
  static std::optional<Url> Parse(std::string_view text);

  // The host without its port and brackets.
  std::string host() const;
  bool is_loopback() const;
  std::string ToString() const { return scheme + "://" + authority + path + query; }
};

// Where a reference such as a Location header leads from `base`: "https://…", "//host/…", "/path?query" or
// "name". nullopt if either cannot be parsed.
std::optional<std::string> ResolveUrl(std::string_view base, std::string_view reference);

// A URL as messages may show it: user information and the values of all parameters but those that the registry protocol
// has itself are secrets, perhaps, and become `***` and `REDACTED`. Parameters are sorted by name then, as in the Carvel
// tools. What is not a URL is given back as it is.
std::string RedactUrl(std::string_view text);

// With every byte but letters, digits and -_.~ as %XX.
std::string PercentEncode(std::string_view text);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_URL_H_
