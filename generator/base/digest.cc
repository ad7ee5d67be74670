#include "base/digest.h"

#include <openssl/evp.h>

#include <array>

#include "base/error.h"

namespace pkgrepo {
namespace {

constexpr size_t kHexDigits = 64;

std::string HexDigest(const EVP_MD* algorithm, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm, nullptr) != 1) {
    throw Error("cannot compute a message digest: OpenSSL refuses the algorithm");
  }
  return ToHex({reinterpret_cast<const char*>(out.data()), size});
}

}  // namespace

struct Sha256::Context {
  Context() : state(EVP_MD_CTX_new()) {
    if (state == nullptr || EVP_DigestInit_ex(state, EVP_sha256(), nullptr) != 1) {
      EVP_MD_CTX_free(state);
      throw Error("cannot compute SHA-256: OpenSSL refuses the algorithm");
    }
  }
  ~Context() { EVP_MD_CTX_free(state); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  EVP_MD_CTX* state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::Update(std::string_view bytes) { EVP_DigestUpdate(context_->state, bytes.data(), bytes.size()); }

Digest Sha256::Finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_->state, out.data(), &size);
  return Digest::FromHex(ToHex({reinterpret_cast<const char*>(out.data()), size}));
}

Digest Digest::Of(std::string_view bytes) { return Digest(Sha256Hex(bytes)); }

std::optional<Digest> Digest::Parse(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() != kHexDigits) return std::nullopt;
  if (text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
  return Digest(std::string(text));
}

std::string Sha256Hex(std::string_view bytes) { return HexDigest(EVP_sha256(), bytes); }

std::string Md5Hex(std::string_view bytes) { return HexDigest(EVP_md5(), bytes); }

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
