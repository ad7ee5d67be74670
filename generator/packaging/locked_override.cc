#include "packaging/locked_override.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "oci/reference.h"

namespace pkgrepo::packaging {
namespace {

std::optional<oci::Reference> ParseReference(const std::string& text) {
  try {
    return oci::Reference::Parse(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

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

const kbld::Override* FindOverride(const kbld::Config& config, const std::string& reference) {
  const auto found = std::ranges::find_if(
      config.overrides, [&](const kbld::Override& candidate) { return candidate.match.Matches(reference); });
  return found == config.overrides.end() ? nullptr : &*found;
}

bool IsUpToDate(const kbld::Override& locked, const kbld::Override& wanted) {
  if (wanted.new_image.empty()) return true;
  const std::optional<oci::Reference> image = ParseReference(locked.new_image);
  const std::optional<oci::Reference> wanted_image = ParseReference(wanted.new_image);
  if (!image || !wanted_image) return locked.new_image == wanted.new_image;
  if (wanted_image->digest()) return image->digest() == wanted_image->digest();
  const std::string origin = OriginUrl(locked);
  if (origin.empty() || wanted.tag_selection) return image->repository() == wanted_image->repository();
  const std::optional<oci::Reference> from = ParseReference(origin);
  return from && from->ToString() == wanted_image->ToString();
}

}  // namespace pkgrepo::packaging
