// File name patterns as vendir's includePaths, excludePaths, ignorePaths and legalPaths have them.
//
//   MatchGlob("config/**/*.{yml,yaml}", "config/a/b.yml")     // true
//
//   *        any characters of one name, none too; ** as a whole name is any number of folders
//   ?        one character
//   [a-z]    one character of the class, [^a-z] one outside it
//   {a,b/c}  one of the alternatives, which may hold slashes and patterns
//   \        takes the next character as it is
//
// A name that begins with a dot is like any other. Within braces `**` ahead of anything else stands for one
// name only, and a name that ends where one alternative ends but another goes on does not match: both as in
// https://github.com/bmatcuk/doublestar v1.2.1, which this follows.

#ifndef PKGREPO_GO_GLOB_H_
#define PKGREPO_GO_GLOB_H_

#include <string_view>

namespace pkgrepo::go {

// Whether `pattern` matches the whole of `path`; both relative, clean, in UTF-8. Throws Error for a malformed
// pattern as far as matching comes to the fault, and for one that needs too many steps (nested alternatives
// and stars).
bool MatchGlob(std::string_view pattern, std::string_view path);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_GLOB_H_
