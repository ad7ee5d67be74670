#include "base/digest.h"

// The functions of one algorithm each: OpenSSL's general interface would link all its providers, and start them ahead of
// the first digest, which takes longer than most steps.
#define OPENSSL_API_COMPAT 10100
#include <openssl/md5.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace pkgrepo {
namespace {

constexpr size_t kHexDigits = 64;

std::string_view AsText(const unsigned char* bytes, size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

struct Sha256::Context {
  SHA256_CTX state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { SHA256_Init(&context_->state); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::Update(std::string_view bytes) { SHA256_Update(&context_->state, bytes.data(), bytes.size()); }

Digest Sha256::Finish() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> out;
  SHA256_Final(out.data(), &context_->state);
  return Digest::FromHex(ToHex(AsText(out.data(), out.size())));
}

Digest Digest::Of(std::string_view bytes) { return Digest(Sha256Hex(bytes)); }

std::optional<Digest> Digest::Parse(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() != kHexDigits) return std::nullopt;
  const auto is_digit = [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); };
  if (!std::ranges::all_of(text, is_digit)) return std::nullopt;
  return Digest(std::string(text));
}

std::string Sha256Hex(std::string_view bytes) {
  Sha256 hash;
  hash.Update(bytes);
  return std::string(hash.Finish().hex());
}

std::string Md5Hex(std::string_view bytes) {
  MD5_CTX state;
  std::array<unsigned char, MD5_DIGEST_LENGTH> out;
  MD5_Init(&state);
  MD5_Update(&state, bytes.data(), bytes.size());
  MD5_Final(out.data(), &state);
  return ToHex(AsText(out.data(), out.size()));
}

std::string ToHex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace pkgrepo
