// A URL taken apart and put together. Follows package net/url of Go 1.21.
//
//   UrlParts::Parse("http://u@[::1]:80/a?b").HostName();    // "::1"

#ifndef PKGREPO_GO_URL_PARTS_H_
#define PKGREPO_GO_URL_PARTS_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::go {

struct UrlUser {
  std::string name;
  std::optional<std::string> password;

  std::string ToString() const;
};

struct UrlParts {
  std::string scheme;
  std::string opaque;  // "x@y.z" of "mailto:x@y.z"; then there is no host and no path
  std::optional<UrlUser> user;
  std::string host;  // with the port, unescaped
  std::string path;  // as escaped as it was written, if that is well-formed
  std::string query;
  std::string fragment;  // like path
  bool has_query = false;
  bool omits_host = false;  // "file:/a" as opposed to "file:///a"

  // Throws Error `parse "http://[::1": missing ']' in host`.
  static UrlParts Parse(std::string_view text);

  std::string ToString() const;
  // The host without its port and without brackets.
  std::string HostName() const;
};

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_URL_PARTS_H_
