// Compression for the way to a server, by libzstd. It is loaded when it is first needed, and there wherever libcurl knows
// zstd.
//
// https://www.rfc-editor.org/rfc/rfc8878

#ifndef PKGREPO_CACHE_ZSTD_H_
#define PKGREPO_CACHE_ZSTD_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::cache {

// One frame that tells the size of `bytes`; nullopt where there is no libzstd.
std::optional<std::string> CompressZstd(std::string_view bytes);

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_ZSTD_H_
