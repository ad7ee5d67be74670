// HTTP statuses that mean something to the clients (RFC 9110 section 15).

#ifndef PKGREPO_NET_HTTP_STATUS_H_
#define PKGREPO_NET_HTTP_STATUS_H_

namespace pkgrepo::net {

inline constexpr int kHttpOk = 200;
inline constexpr int kHttpCreated = 201;
inline constexpr int kHttpAccepted = 202;
inline constexpr int kHttpUnauthorized = 401;
inline constexpr int kHttpForbidden = 403;
inline constexpr int kHttpNotFound = 404;

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_HTTP_STATUS_H_
