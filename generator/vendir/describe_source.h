// Sources in one line, for progress and messages.

#ifndef PKGREPO_VENDIR_DESCRIBE_SOURCE_H_
#define PKGREPO_VENDIR_DESCRIBE_SOURCE_H_

#include <string>

#include "vendir/config.h"

namespace pkgrepo::vendir {

// Upstream's words: "git from https://example.com/app@v1".
std::string DescribeSource(const Contents& contents);

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_DESCRIBE_SOURCE_H_
