// Names of HTTP statuses, as Go has them (RFC 9110 section 15, RFC 6585 and others).

#ifndef PKGREPO_NET_HTTP_STATUS_H_
#define PKGREPO_NET_HTTP_STATUS_H_

#include <string>

namespace pkgrepo::net {

// "404 Not Found"; the number alone for a status without a name.
std::string DescribeHttpStatus(int status);

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_HTTP_STATUS_H_
