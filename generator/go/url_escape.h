// Percent encoding, which differs from part to part of a URL. Follows package net/url of Go 1.21.
//
//   EscapeUrl("a b/c", UrlPart::kPathSegment);       // "a%20b%2Fc"
//   EscapeUrl("a b/c", UrlPart::kQueryComponent);    // "a+b%2Fc"

#ifndef PKGREPO_GO_URL_ESCAPE_H_
#define PKGREPO_GO_URL_ESCAPE_H_

#include <string>
#include <string_view>

namespace pkgrepo::go {

enum class UrlPart { kPath, kPathSegment, kHost, kZone, kUserPassword, kQueryComponent, kFragment };

bool MustEscape(char c, UrlPart part);
std::string EscapeUrl(std::string_view text, UrlPart part);

// Throws `invalid URL escape "%zz"`, and for hosts `invalid character " " in host name`.
std::string UnescapeUrl(std::string_view text, UrlPart part);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_URL_ESCAPE_H_
