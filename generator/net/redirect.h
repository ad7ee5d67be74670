// Where a response leads (RFC 9110, section 15.4).

#ifndef PKGREPO_NET_REDIRECT_H_
#define PKGREPO_NET_REDIRECT_H_

#include <optional>

#include "net/http_client.h"

namespace pkgrepo::net {

// The request that follows `request` after `response`; nullopt if the response is not a redirect, or names no target.
// Another scheme, host or port gets no credentials. Throws TransportError for a place that is neither http nor https.
std::optional<HttpRequest> FollowRedirect(const HttpRequest& request, const HttpResponse& response);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_REDIRECT_H_
