// Cosign's signatures, which stand beside an image under a tag made of its digest.
//
// https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md

#ifndef PKGREPO_IMGPKG_SIGNATURE_H_
#define PKGREPO_IMGPKG_SIGNATURE_H_

#include <optional>
#include <string>

#include "base/digest.h"
#include "oci/reference.h"
#include "oci/registry_client.h"

namespace pkgrepo::imgpkg {

// "sha256-HEX.sig".
std::string SignatureTag(const Digest& digest);

struct Signature {
  // By tag.
  oci::Reference place;
  // The registry does not tell whether there is one (403).
  bool is_denied = false;
};

// The signature of an image, which is given by digest; nullopt if it has none. Throws Error for a registry that cannot
// be asked.
std::optional<Signature> FindSignature(const oci::RegistryClient& registry, const oci::Reference& image);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_SIGNATURE_H_
