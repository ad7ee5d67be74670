// Which proxy a request goes through, by the rules of Go's tools: HTTP_PROXY and HTTPS_PROXY by the URL's scheme (in
// small letters, too), never for loopback nor for what NO_PROXY names. ALL_PROXY does not count.
//
// https://pkg.go.dev/golang.org/x/net/http/httpproxy

#ifndef PKGREPO_NET_PROXY_H_
#define PKGREPO_NET_PROXY_H_

#include <map>
#include <optional>
#include <string>

#include "net/url.h"

namespace pkgrepo::net {

struct Proxy {
  // As the variable has it, with "http://" ahead if it names no scheme.
  std::string url;
  // "HTTPS_PROXY".
  std::string variable;

  // HOST or HOST:PORT.
  std::string authority() const;
};

// nullopt for a direct connection. Throws Error for a proxy that a CGI server's client may have set.
std::optional<Proxy> ChooseProxy(const Url& url, const std::map<std::string, std::string>& environment);

// Whether a list such as "example.com,.acme.example,10.0.0.0/8,host:8080,*" names the host, which has no brackets.
bool NoProxyMatches(const std::string& list, const std::string& host, const std::string& port);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_PROXY_H_
