// Any text as a reference, a URL and a list of hosts: what can be parsed has a normal form that is parsed to the same, and
// no reference leads out of its repository.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "net/proxy.h"
#include "net/url.h"
#include "oci/challenge.h"
#include "oci/reference.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  oci::ParseChallenges({text});
  if (const auto url = net::ResolveUrl("http://h/a/b", text)) {
    if (net::ResolveUrl("http://h/a/b", *url) != url) std::abort();
    net::RedactUrl(*url);
  }
  net::RedactUrl(text);
  net::RedactUrl("https://" + text);
  net::NoProxyMatches(text, "host.example.com", "443");
  net::NoProxyMatches("10.0.0.0/8,example.com", text, "443");
  try {
    const oci::Reference reference = oci::Reference::Parse(text);
    oci::IsLoopbackRegistry(reference.repository().registry());
    oci::MaySpeakPlainHttp(reference.repository().registry());
    const std::string path = "/" + reference.repository().path() + "/" + reference.identifier() + "/";
    if (path.find("/../") != path.npos || path.find("/./") != path.npos) std::abort();
    if (oci::Reference::Parse(reference.ToString()).ToString() != reference.ToString()) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
