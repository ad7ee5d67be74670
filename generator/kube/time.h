// Points in time as Kubernetes takes them: RFC 3339, "2022-06-01T12:00:00Z".

#ifndef PKGREPO_KUBE_TIME_H_
#define PKGREPO_KUBE_TIME_H_

#include <string>
#include <string_view>

#include "kube/names.h"

namespace pkgrepo::kube {

NameFault TimeFault(std::string_view text);

// A number of seconds since 1970 as such a time, in UTC: "1654084800" is "2022-06-01T12:00:00Z". Throws Error for anything
// else than digits, and beyond the year 9999.
std::string TimeOfSeconds(std::string_view seconds);

// Go's form, "10m0s" or "1.5h".
NameFault DurationFault(std::string_view text);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_TIME_H_
