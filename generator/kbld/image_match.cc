#include "kbld/image_match.h"

namespace pkgrepo::kbld {

bool ImageMatch::Matches(std::string_view reference) const {
  if (!image.empty()) return image == reference;
  return !image_repo.empty() && image_repo == RepositoryPart(reference);
}

std::string_view RepositoryPart(std::string_view reference) {
  size_t at = reference.find('@');
  if (at != std::string_view::npos && reference.find('@', at + 1) == std::string_view::npos) {
    reference = reference.substr(0, at);
  }
  size_t colon = reference.rfind(':');
  bool has_tag = colon != std::string_view::npos && colon + 1 < reference.size() &&
                 reference.find('/', colon) == std::string_view::npos;
  return has_tag ? reference.substr(0, colon) : reference;
}

}  // namespace pkgrepo::kbld
