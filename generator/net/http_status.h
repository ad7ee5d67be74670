// Names of HTTP statuses, as Go has them (RFC 9110 section 15, RFC 6585 and others).

#ifndef PKGREPO_NET_HTTP_STATUS_H_
#define PKGREPO_NET_HTTP_STATUS_H_

#include <string>

namespace pkgrepo::net {

inline constexpr int kHttpOk = 200;
inline constexpr int kHttpCreated = 201;
inline constexpr int kHttpAccepted = 202;
inline constexpr int kHttpUnauthorized = 401;
inline constexpr int kHttpForbidden = 403;
inline constexpr int kHttpNotFound = 404;

// "404 Not Found"; the number alone for a status without a name.
std::string DescribeHttpStatus(int status);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_HTTP_STATUS_H_
