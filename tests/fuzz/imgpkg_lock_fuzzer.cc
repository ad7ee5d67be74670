// Any text as a lock file and as the manifest.json of an image tar; a lock that can be read is printed and
// read again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "imgpkg/bundle_lock.h"
#include "imgpkg/image_locations.h"
#include "imgpkg/image_tar_manifest.h"
#include "imgpkg/images_lock.h"

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
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Try([&] {
    const imgpkg::ImagesLock lock = imgpkg::ImagesLock::Parse(text);
    if (imgpkg::ImagesLock::Parse(lock.ToYaml()).images.size() != lock.images.size()) std::abort();
  });
  Try([&] { imgpkg::BundleLock::Parse(text).ToYaml(); });
  Try([&] { imgpkg::ImageLocations::Parse(text).ToYaml(); });
  Try([&] { imgpkg::ImageTarManifest::Parse(text); });
  return 0;
}
