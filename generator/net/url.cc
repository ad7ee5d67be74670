#include "net/url.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/strings.h"

namespace pkgrepo::net {
namespace {

constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

// Whose values are shown.
constexpr std::array<std::string_view, 7> kKnownParameters = {"scope",  "service", "mount", "from",
                                                              "digest", "n",       "last"};

std::string RedactQuery(std::string_view query) {
  std::vector<std::string> shown;
  for (std::string_view parameter : Split(query.substr(1), '&')) {
    const std::string_view name = parameter.substr(0, parameter.find('='));
    if (parameter.empty()) continue;
    const bool is_known =
        std::find(kKnownParameters.begin(), kKnownParameters.end(), name) != kKnownParameters.end();
    shown.push_back(is_known ? std::string(parameter) : std::string(name) + "=REDACTED");
  }
  std::stable_sort(shown.begin(), shown.end(), [](std::string_view a, std::string_view b) {
    return a.substr(0, a.find('=')) < b.substr(0, b.find('='));
  });
  return "?" + Join(shown, "&");
}

// RFC 3986, section 5.2.4.
std::string RemoveDotSegments(std::string_view path) {
  std::vector<std::string_view> kept;
  std::vector<std::string_view> segments = Split(path, '/');
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool is_last = i + 1 == segments.size();
    if (segments[i] != "." && segments[i] != "..") {
      kept.push_back(segments[i]);
      continue;
    }
    if (segments[i] == ".." && kept.size() > 1) kept.pop_back();
    if (is_last) kept.emplace_back("");
  }
  std::string result;
  for (size_t i = 0; i < kept.size(); ++i) result += (i == 0 ? "" : "/") + std::string(kept[i]);
  return result.starts_with('/') ? result : "/" + result;
}

}  // namespace

std::optional<Url> Url::Parse(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Url url;
  url.scheme = ToLower(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;

  std::string_view rest = text.substr(colon + 3);
  const size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, authority_end);
  authority.remove_prefix(authority.rfind('@') + 1);
  rest.remove_prefix(authority_end);
  const size_t path_end = std::min(rest.find('?'), rest.size());

  url.authority = authority;
  url.path = rest.substr(0, path_end);
  url.query = rest.substr(path_end);
  if (url.host().empty()) return std::nullopt;
  return url;
}

std::string Url::host() const {
  if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
  return authority.substr(0, authority.find(':'));
}

bool Url::is_loopback() const {
  const std::string name = host();
  return name == "localhost" || name == "::1" ||
         (name.starts_with("127.") && name.find_first_not_of("0123456789.") == std::string::npos);
}

std::optional<std::string> ResolveUrl(std::string_view base, std::string_view reference) {
  std::optional<Url> url = Url::Parse(base);
  if (!url) return std::nullopt;
  if (reference.find("://") != std::string_view::npos) {
    const std::optional<Url> absolute = Url::Parse(reference);
    return absolute ? std::optional(absolute->ToString()) : std::nullopt;
  }
  if (reference.starts_with("//")) return ResolveUrl(base, url->scheme + ":" + std::string(reference));
  reference = reference.substr(0, reference.find('#'));
  if (reference.starts_with("?"))
    return url->scheme + "://" + url->authority + url->path + std::string(reference);
  const size_t path_end = std::min(reference.find('?'), reference.size());
  std::string path(reference.substr(0, path_end));
  if (!path.starts_with("/")) path = url->path.substr(0, url->path.rfind('/') + 1) + path;
  return url->scheme + "://" + url->authority + RemoveDotSegments(path) +
         std::string(reference.substr(path_end));
}

std::string RedactUrl(std::string_view text) {
  const std::optional<Url> url = Url::Parse(text);
  if (!url) return std::string(text);
  const size_t authority = text.find("://") + 3;
  const std::string_view written = text.substr(authority, text.find_first_of("/?#", authority) - authority);
  const size_t at = written.rfind('@');
  if (url->query.empty() && at == std::string_view::npos) return std::string(text);
  const std::string user = at == std::string_view::npos ? "" : "***@";
  return url->scheme + "://" + user + url->authority + url->path +
         (url->query.empty() ? "" : RedactQuery(url->query));
}

std::string PercentEncode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace pkgrepo::net
