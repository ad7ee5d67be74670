// Regular expressions as package regexp of Go 1.21 takes them, on RE2, of whose syntax they are a dialect.
//
//   CompileRegexp("a(b");    // throws Error "error parsing regexp: missing closing ): `a(b`"

#ifndef PKGREPO_GO_REGEXP_H_
#define PKGREPO_GO_REGEXP_H_

#include <re2/re2.h>

#include <memory>
#include <string_view>

namespace pkgrepo::go {

// Throws Error for what is not a regular expression.
std::unique_ptr<RE2> CompileRegexp(std::string_view pattern);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_REGEXP_H_
