// Any lines as what a server or the environment says of places: a Location, a proxy, a list of hosts without one.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "net/proxy.h"
#include "net/redirect.h"
#include "net/url.h"

using namespace pkgrepo;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckUrl(const std::string& text) {
  net::RedactUrl(text);
  const std::optional<net::Url> url = net::Url::Parse(text);
  if (!url) return;
  const std::string printed = url->ToString();
  const std::optional<net::Url> again = net::Url::Parse(printed);
  Require(again && again->ToString() == printed && again->host() == url->host());
  Require(net::RedactUrl(printed).find("@") == std::string::npos || printed.find("@") != std::string::npos);
}

// Credentials go to the server that they are for, and nowhere else.
void CheckRedirect(const std::string& from, const std::string& location, int status) {
  const std::optional<net::HttpRequest> next = net::FollowRedirect(
      {.method = "PUT", .url = from, .headers = {{"Authorization", "Bearer secret"}}, .body = "x"},
      {.status = status, .headers = {{"Location", location}}});
  if (!next) return;
  const std::optional<net::Url> before = net::Url::Parse(from), after = net::Url::Parse(next->url);
  Require(before && after);
  if (before->authority != after->authority || before->scheme != after->scheme) {
    Require(!next->headers.Find("Authorization"));
  }
}

void CheckProxy(const std::string& text, const std::string& proxy, const std::string& exceptions) {
  const std::optional<net::Url> url = net::Url::Parse(text);
  if (!url) return;
  const std::optional<net::Proxy> chosen =
      net::ChooseProxy(*url, {{"HTTP_PROXY", proxy}, {"HTTPS_PROXY", proxy}, {"NO_PROXY", exceptions}});
  if (chosen) chosen->authority();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> lines;
  for (std::string_view line : SplitLines(text)) lines.emplace_back(line);
  lines.resize(3);
  for (const std::string& line : lines) CheckUrl(line);
  for (int status : {301, 307}) {
    for (const std::string& from : {lines[0], std::string("https://r.example.com/v2/a?b=c")}) {
      try {
        CheckRedirect(from, lines[1], status);
      } catch (const Error&) {
      }
    }
  }
  try {
    CheckProxy(lines[0], lines[1], lines[2]);
  } catch (const Error&) {
  }
  return 0;
}
