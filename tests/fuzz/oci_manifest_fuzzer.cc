// Any bytes as a manifest, an index, a config and a registry's explanation of an error.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "oci/image.h"
#include "oci/registry_error.h"

using namespace pkgrepo;

namespace {

template <typename Function>
void Try(Function function) {
  try {
    function();
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Try([&] {
    const oci::Manifest manifest = oci::Manifest::Parse(text);
    const std::string printed = manifest.ToDockerJson();
    if (oci::Manifest::Parse(printed).ToDockerJson() != printed) std::abort();
  });
  Try([&] { oci::Index::Parse(text); });
  Try([&] { oci::ImageConfig::Parse(text).ToDockerJson("fuzzer"); });
  oci::MakeRegistryError({.url = "http://h/"}, {.status = 400, .body = text});
  return 0;
}
