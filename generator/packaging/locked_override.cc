#include "packaging/locked_override.h"

#include <optional>

#include "packaging/image_reference.h"

namespace pkgrepo::packaging {
namespace {

// What the entry was resolved from, as the configuration of that time named it; "" if it does not say.
std::string OriginUrl(const kbld::Override& locked) {
  for (const kbld::Origin& origin : locked.origins) {
    for (const char* kind : {"resolved", "preresolved"}) {
      const auto found = origin.find(kind);
      if (found != origin.end()) return found->value("url", "");
    }
  }
  return "";
}

}  // namespace

bool IsUpToDate(const kbld::Override& locked, const kbld::Override& wanted) {
  if (wanted.new_image.empty()) return true;
  const std::optional<oci::Reference> image = ParseReference(locked.new_image);
  const std::optional<oci::Reference> wanted_image = ParseReference(wanted.new_image);
  if (!image || !wanted_image) return locked.new_image == wanted.new_image;
  if (wanted_image->digest()) return image->digest() == wanted_image->digest();
  const std::string origin = OriginUrl(locked);
  if (origin.empty() || wanted.tag_selection) return image->repository() == wanted_image->repository();
  return CanonicalImage(origin) == wanted_image->ToString();
}

}  // namespace pkgrepo::packaging
