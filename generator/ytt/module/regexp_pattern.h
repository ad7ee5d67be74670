// Go's regular expressions on RE2, of whose syntax they are a dialect.

#ifndef PKGREPO_YTT_MODULE_REGEXP_PATTERN_H_
#define PKGREPO_YTT_MODULE_REGEXP_PATTERN_H_

#include <re2/re2.h>

#include <memory>
#include <string_view>

namespace pkgrepo::ytt {

// Throws Error as Go words it: "error parsing regexp: missing closing ): `a(b`".
std::unique_ptr<RE2> CompileRegexp(std::string_view pattern);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_REGEXP_PATTERN_H_
