// Any text as a reference: what can be parsed has a normal form that is parsed to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "net/url.h"
#include "oci/challenge.h"
#include "oci/reference.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  oci::ParseChallenges({text});
  net::ResolveUrl("http://h/a/b", text);
  try {
    const oci::Reference reference = oci::Reference::Parse(text);
    oci::IsLoopbackRegistry(reference.repository().registry());
    if (oci::Reference::Parse(reference.ToString()).ToString() != reference.ToString()) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
