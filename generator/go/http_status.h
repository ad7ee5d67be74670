// Names of HTTP statuses. Follows http.StatusText of package net/http of Go 1.21.
//
//   DescribeHttpStatus(404);    // "404 Not Found"

#ifndef PKGREPO_GO_HTTP_STATUS_H_
#define PKGREPO_GO_HTTP_STATUS_H_

#include <string>

namespace pkgrepo::go {

// The number alone for a status without a name.
std::string DescribeHttpStatus(int status);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_HTTP_STATUS_H_
