// Go's regular expressions on RE2, of whose syntax they are a dialect.

#ifndef PKGREPO_GO_REGEXP_H_
#define PKGREPO_GO_REGEXP_H_

#include <re2/re2.h>

#include <memory>
#include <string_view>

namespace pkgrepo::go {

// Throws Error as Go words it: "error parsing regexp: missing closing ): `a(b`".
std::unique_ptr<RE2> CompileRegexp(std::string_view pattern);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_REGEXP_H_
