#include "cache/zstd.h"

#include <dlfcn.h>

#include <cstddef>

namespace pkgrepo::cache {
namespace {

// libzstd's own default.
constexpr int kLevel = 3;

// Of zstd.h, "Simple API", which is stable.
struct ZstdLibrary {
  size_t (*compress)(void* target, size_t room, const void* source, size_t size, int level) = nullptr;
  size_t (*compress_bound)(size_t size) = nullptr;
  unsigned (*is_error)(size_t code) = nullptr;

  bool is_there() const { return compress != nullptr && compress_bound != nullptr && is_error != nullptr; }
};

template <typename Function>
void Find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
}

ZstdLibrary Load() {
  ZstdLibrary zstd;
  void* library = dlopen("libzstd.so.1", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return zstd;
  Find(library, "ZSTD_compress", zstd.compress);
  Find(library, "ZSTD_compressBound", zstd.compress_bound);
  Find(library, "ZSTD_isError", zstd.is_error);
  return zstd;
}

}  // namespace

std::optional<std::string> CompressZstd(std::string_view bytes) {
  static const ZstdLibrary zstd = Load();
  if (!zstd.is_there()) return std::nullopt;
  std::string frame(zstd.compress_bound(bytes.size()), '\0');
  const size_t size = zstd.compress(frame.data(), frame.size(), bytes.data(), bytes.size(), kLevel);
  if (zstd.is_error(size) != 0) return std::nullopt;
  frame.resize(size);
  return frame;
}

}  // namespace pkgrepo::cache
