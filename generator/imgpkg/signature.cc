#include "imgpkg/signature.h"

namespace pkgrepo::imgpkg {

std::string SignatureTag(const Digest& digest) { return "sha256-" + digest.hex() + ".sig"; }

std::optional<Signature> FindSignature(const oci::RegistryClient& registry, const oci::Reference& image) {
  Signature signature{.place = oci::Reference::WithTag(image.repository(), SignatureTag(*image.digest()))};
  try {
    registry.Resolve(signature.place);
    return signature;
  } catch (oci::RegistryError& error) {
    if (error.status() == 404) return std::nullopt;
    if (error.status() != 403) {
      error.Prefix("Fetching signature for image '" + image.ToString() + "': ");
      throw;
    }
  }
  signature.is_denied = true;
  return signature;
}

}  // namespace pkgrepo::imgpkg
