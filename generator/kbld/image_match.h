// The condition on an image reference that overrides, sources and search rules share: this very text, or any
// tag or digest of a repository.

#ifndef PKGREPO_KBLD_IMAGE_MATCH_H_
#define PKGREPO_KBLD_IMAGE_MATCH_H_

#include <string>
#include <string_view>

namespace pkgrepo::kbld {

struct ImageMatch {
  std::string image = {};
  // Counts if `image` is empty. Compared as text: "nginx" is not "docker.io/library/nginx".
  std::string image_repo = {};

  bool empty() const { return image.empty() && image_repo.empty(); }
  bool Matches(std::string_view reference) const;
};

// `reference` without its tag and digest.
std::string_view RepositoryPart(std::string_view reference);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_IMAGE_MATCH_H_
