#include "net/proxy.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::net {
namespace {

std::string Choose(const std::string& url, const std::map<std::string, std::string>& environment) {
  const std::optional<Proxy> proxy = ChooseProxy(*Url::Parse(url), environment);
  return proxy ? proxy->variable + " " + proxy->url : "direct";
}

}  // namespace

TEST_CASE("the variable is chosen by the scheme") {
  CHECK(Choose("https://h/", {{"HTTPS_PROXY", "http://p:1"}}) == "HTTPS_PROXY http://p:1");
  CHECK(Choose("https://h/", {{"https_proxy", "p:1"}}) == "https_proxy http://p:1");
  CHECK(Choose("https://h/", {{"HTTPS_PROXY", "a"}, {"https_proxy", "b"}}) == "HTTPS_PROXY http://a");
  CHECK(Choose("https://h/", {{"HTTPS_PROXY", ""}, {"https_proxy", "b"}}) == "https_proxy http://b");
  CHECK(Choose("http://h/", {{"HTTPS_PROXY", "p"}}) == "direct");
  CHECK(Choose("http://h/", {{"HTTP_PROXY", "socks5://p"}}) == "HTTP_PROXY socks5://p");
  CHECK(Choose("http://h/", {{"ALL_PROXY", "p"}, {"all_proxy", "p"}}) == "direct");
  CHECK_THROWS_AS(Choose("http://h/", {{"HTTP_PROXY", "p"}, {"REQUEST_METHOD", "GET"}}), Error);
}

TEST_CASE("loopback needs no proxy") {
  for (const std::string host :
       {"localhost", "localhost:5000", "127.0.0.1:1", "127.3.2.1", "[::1]:80", "[::1]"}) {
    CAPTURE(host);
    CHECK(Choose("https://" + host + "/", {{"HTTPS_PROXY", "p"}}) == "direct");
  }
  CHECK(Choose("https://127.example.com/", {{"HTTPS_PROXY", "p"}}) != "direct");
}

TEST_CASE("NO_PROXY in all its forms") {
  const struct {
    const char* list;
    const char* host;
    bool matches;
  } cases[] = {{"example.com", "example.com", true},
               {"example.com", "a.example.com", true},
               {"example.com", "anexample.com", false},
               {".example.com", "example.com", false},
               {".example.com", "a.example.com", true},
               {"*.example.com", "a.b.example.com", true},
               {"*.example.com", "example.com", false},
               {"Example.COM", "eXample.com", true},
               {" a.example , example.com ,", "example.com", true},
               {"*", "anything", true},
               {"x,*", "anything", true},
               {"", "example.com", false},
               {",,:80", "example.com", false},
               {"example.com:8080", "example.com", false},
               {"example.com:443", "example.com", true},
               {"10.1.2.3", "10.1.2.3", true},
               {"10.1.2.3:443", "10.1.2.3", true},
               {"10.1.2.3:80", "10.1.2.3", false},
               {"10.0.0.0/8", "10.200.3.4", true},
               {"10.0.0.0/8", "11.0.0.1", false},
               {"10.0.0.0/33", "10.0.0.1", false},
               {"0.0.0.0/0", "8.8.8.8", true},
               {"fd00::/8", "fd12::1", true},
               {"fd00::/8", "fe12::1", false},
               {"[fd00::1]:443", "fd00::1", true},
               {"fd00::1", "fd00:0::1", true},
               {"10.0.0.0/8", "ten.example.com", false}};
  for (const auto& c : cases) {
    CAPTURE(c.list);
    CAPTURE(c.host);
    CHECK(NoProxyMatches(c.list, c.host, "443") == c.matches);
  }
  CHECK(Choose("https://h:8443/", {{"HTTPS_PROXY", "p"}, {"no_proxy", "h:8443"}}) == "direct");
  CHECK(Choose("https://h/", {{"HTTPS_PROXY", "p"}, {"NO_PROXY", "h:443"}}) == "direct");
}

TEST_CASE("where a proxy is") {
  CHECK(Proxy{.url = "http://me:pw@p.example:3128/", .variable = {}}.authority() == "p.example:3128");
  CHECK(Proxy{.url = "http://[::1]:3128", .variable = {}}.authority() == "[::1]:3128");
}

}  // namespace pkgrepo::net
