#include "net/redirect.h"

#include <algorithm>

#include "net/url.h"

namespace pkgrepo::net {
namespace {

constexpr int kMovedPermanently = 301;
constexpr int kFound = 302;
constexpr int kSeeOther = 303;
constexpr int kTemporaryRedirect = 307;
constexpr int kPermanentRedirect = 308;

bool SameOrigin(const std::string& a, const std::string& b) {
  const auto first = Url::Parse(a);
  const auto second = Url::Parse(b);
  return first && second && first->scheme == second->scheme && first->authority == second->authority;
}

}  // namespace

std::optional<HttpRequest> FollowRedirect(const HttpRequest& request, const HttpResponse& response) {
  const int status = response.status;
  const bool keeps_method = status == kTemporaryRedirect || status == kPermanentRedirect;
  if (!keeps_method && status != kMovedPermanently && status != kFound && status != kSeeOther)
    return std::nullopt;
  const std::optional<std::string> location = response.headers.Find("Location");
  if (!location || location->empty()) return std::nullopt;
  const std::optional<std::string> url = ResolveUrl(request.url, *location);
  if (!url) {
    throw TransportError("Get \"" + RedactUrl(*location) + "\": unsupported protocol scheme",
                         /*retryable=*/false);
  }
  HttpRequest next = request;
  next.url = *url;
  if (!keeps_method && request.method != "HEAD" && request.method != "GET") {
    next.method = "GET";
    next.body.clear();
    next.upload = nullptr;
    next.headers.Remove("Content-Type");
  }
  if (!SameOrigin(request.url, next.url)) {
    for (const char* name : {"Authorization", "Cookie", "Proxy-Authorization"}) next.headers.Remove(name);
  }
  return next;
}

}  // namespace pkgrepo::net
