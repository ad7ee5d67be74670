// Message digests: streaming SHA-256, MD5, and the "sha256:<hex>" form in which OCI names content.
//
//   Sha256 hash;
//   hash.Update(header);
//   hash.Update(body);
//   Digest digest = hash.Finish();      // digest.ToString() == "sha256:…"

#ifndef PKGREPO_BASE_DIGEST_H_
#define PKGREPO_BASE_DIGEST_H_

#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo {

// A SHA-256 content digest (OCI image-spec, descriptor.md#digests). Never empty: absence is
// std::optional<Digest>.
class Digest {
 public:
  // The digest of `bytes`.
  static Digest Of(std::string_view bytes);
  // Reads "sha256:" and 64 lower-case hexadecimal digits; nothing else is a digest.
  static std::optional<Digest> Parse(std::string_view text);
  // From 64 lower-case hexadecimal digits. Precondition: `hex` is such.
  static Digest FromHex(std::string hex) { return Digest(std::move(hex)); }

  const std::string& hex() const { return hex_; }
  std::string ToString() const { return "sha256:" + hex_; }

  auto operator<=>(const Digest&) const = default;

 private:
  explicit Digest(std::string hex) : hex_(std::move(hex)) {}
  std::string hex_;
};

// SHA-256 over bytes that arrive in pieces. Movable, not copyable.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void Update(std::string_view bytes);
  // The digest of everything so far. The object may only be destroyed or assigned to afterwards.
  Digest Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Lower-case hexadecimal digits of the digest of `bytes`.
std::string Sha256Hex(std::string_view bytes);
std::string Md5Hex(std::string_view bytes);

// Lower-case hexadecimal digits of raw bytes, two for each.
std::string ToHex(std::string_view bytes);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_DIGEST_H_
