#include "packaging/image_reference.h"

#include "base/error.h"

namespace pkgrepo::packaging {

std::optional<oci::Reference> ParseReference(const std::string& text) {
  try {
    return oci::Reference::Parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool IsPinned(const std::string& text) {
  const std::optional<oci::Reference> reference = ParseReference(text);
  return reference && reference->digest();
}

std::string CanonicalImage(const std::string& text) {
  const std::optional<oci::Reference> reference = ParseReference(text);
  return reference ? reference->ToString() : text;
}

}  // namespace pkgrepo::packaging
