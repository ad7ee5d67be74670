// Base64 (RFC 4648) in its variants. Follows package encoding/base64 of Go 1.21, down to the byte that errors name.
//
//   EncodeBase64("fo", {.raw = true});    // "Zm8"
//   DecodeBase64("Zm8", {});              // throws Error "illegal base64 data at input byte 0"

#ifndef PKGREPO_GO_BASE64_H_
#define PKGREPO_GO_BASE64_H_

#include <string>
#include <string_view>

namespace pkgrepo::go {

struct Base64Variant {
  bool url = false;     // '-' and '_' for '+' and '/'
  bool raw = false;     // no padding
  bool strict = false;  // decoding refuses bits that are set beyond the last byte
};

std::string EncodeBase64(std::string_view bytes, const Base64Variant& variant);

// Newlines are passed over. Throws "illegal base64 data at input byte 4".
std::string DecodeBase64(std::string_view text, const Base64Variant& variant);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_BASE64_H_
