// Any content through our compressor: zlib must read back the same. The input says how the content is made,
// so that a short one reaches far: each step is a kind and a size of two bytes, with literals behind it
// where they are asked for.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/file_body.h"
#include "oci/gzip_writer.h"
#include "oci/layer_reader.h"

using namespace pkgrepo;

namespace {

constexpr size_t kMaxContent = 400000;

std::string MakeContent(std::string_view input) {
  std::string content;
  while (input.size() >= 3 && content.size() < kMaxContent) {
    const auto byte = [&](size_t i) { return static_cast<size_t>(static_cast<unsigned char>(input[i])); };
    const size_t kind = byte(0) % 4;
    const size_t size = byte(1) << 8 | byte(2);
    input.remove_prefix(3);
    if (kind == 0) {
      const std::string_view literals = input.substr(0, size % 64);
      content += literals;
      input.remove_prefix(literals.size());
    } else if (kind == 1) {
      content.append(size, static_cast<char>(size));
    } else if (kind == 2 && !content.empty()) {
      const size_t distance = size % content.size() + 1;
      for (size_t i = 0; i < 300; ++i) content += content[content.size() - distance];
    } else {
      for (size_t i = 0, state = size; i < size; ++i)
        content += static_cast<char>((state = state * 75 + 74) >> 4);
    }
  }
  return content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string content = MakeContent({reinterpret_cast<const char*>(data) + 1, size - 1});
  const size_t piece = 1 + size_t{data[0]} * 1000;
  std::string compressed;
  oci::GzipWriter gzip([&](std::string_view bytes) { compressed += bytes; });
  for (size_t i = 0; i < content.size(); i += piece) gzip.Write(std::string_view(content).substr(i, piece));
  gzip.Finish();

  const net::StringBody body(std::move(compressed));
  oci::LayerStream stream(body);
  std::string found;
  std::array<char, 4096> buffer;
  while (const size_t count = stream.Read(buffer.data(), buffer.size())) found.append(buffer.data(), count);
  if (found != content) std::abort();
  return 0;
}
