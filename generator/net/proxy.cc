#include "net/proxy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::net {
namespace {

// An address as its bytes, those of IPv4 in the form that IPv6 has for them.
using Address = std::array<unsigned char, 16>;

constexpr size_t kIpv4Offset = 12;

std::optional<Address> ParseAddress(const std::string& text) {
  Address address = {};
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (inet_pton(AF_INET, text.c_str(), address.data() + kIpv4Offset) == 1) return address;
  return std::nullopt;
}

// "10.0.0.0/8"; nullopt for anything else.
std::optional<std::pair<Address, int>> ParseNetwork(const std::string& text) {
  const size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const std::string address_text = text.substr(0, slash);
  const std::optional<Address> address = ParseAddress(address_text);
  int bits = -1;
  const auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
  const bool is_ipv4 = address_text.find(':') == std::string::npos;
  if (!address || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (bits < 0 || bits > (is_ipv4 ? 32 : 128)) return std::nullopt;
  return std::pair{*address, is_ipv4 ? bits + static_cast<int>(kIpv4Offset) * 8 : bits};
}

bool IsInNetwork(const Address& address, const Address& network, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const size_t byte = static_cast<size_t>(bit) / 8;
    const int mask = 0x80 >> (bit % 8);
    if ((address[byte] & mask) != (network[byte] & mask)) return false;
  }
  return true;
}

// Host and port of "host:port", "[ipv6]:port", "host" or "ipv6"; the port may be "".
std::pair<std::string, std::string> SplitPort(const std::string& text) {
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string::npos) return {text, ""};
    const std::string rest = text.substr(end + 1);
    return {text.substr(1, end - 1), rest.starts_with(':') ? rest.substr(1) : ""};
  }
  const size_t colon = text.find(':');
  if (colon == std::string::npos || text.find(':', colon + 1) != std::string::npos) return {text, ""};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool EntryMatches(const std::string& entry, const std::string& host, const std::string& port) {
  const std::optional<Address> address = ParseAddress(host);
  if (const auto network = ParseNetwork(entry)) {
    return address && IsInNetwork(*address, network->first, network->second);
  }
  auto [name, wanted_port] = SplitPort(entry);
  if (name.empty() || (!wanted_port.empty() && wanted_port != port)) return false;
  if (const auto wanted = ParseAddress(name)) return address == wanted;
  if (name.starts_with("*.")) name.erase(0, 1);
  if (name.starts_with('.')) return host.ends_with(name);
  return host == name || host.ends_with("." + name);
}

bool IsLoopback(const std::string& host) {
  if (host == "localhost") return true;
  const std::optional<Address> address = ParseAddress(host);
  constexpr Address kIpv6Loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  constexpr Address kIpv4Loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127};
  return address && (*address == kIpv6Loopback || IsInNetwork(*address, kIpv4Loopback, 104));
}

std::string Variable(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : found->second;
}

}  // namespace

std::string Proxy::authority() const {
  const size_t begin = url.find("://") + 3;
  const std::string rest = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  return rest.substr(rest.rfind('@') + 1);
}

bool NoProxyMatches(const std::string& list, const std::string& host, const std::string& port) {
  for (std::string_view part : Split(list, ',')) {
    const std::string entry = ToLower(Trim(part));
    if (entry == "*") return true;
    if (!entry.empty() && EntryMatches(entry, ToLower(host), port)) return true;
  }
  return false;
}

std::optional<Proxy> ChooseProxy(const Url& url, const std::map<std::string, std::string>& environment) {
  const auto any_of = [&](const std::string& name) {
    return Variable(environment, name).empty() ? ToLower(name) : name;
  };
  const std::string variable = any_of(url.scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY");
  std::string value = Variable(environment, variable);
  const auto [host, port] = SplitPort(url.authority);
  if (value.empty() || IsLoopback(host)) return std::nullopt;
  const std::string port_or_default = !port.empty() ? port : url.scheme == "https" ? "443" : "80";
  if (NoProxyMatches(Variable(environment, any_of("NO_PROXY")), host, port_or_default)) return std::nullopt;
  if (url.scheme == "http" && !Variable(environment, "REQUEST_METHOD").empty()) {
    throw Error("refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy");
  }
  if (value.find("://") == std::string::npos) value.insert(0, "http://");
  return Proxy{.url = std::move(value), .variable = variable};
}

}  // namespace pkgrepo::net
