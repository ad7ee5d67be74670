// kbld's configuration: what is searched for, what is put in its place, and what would have to be built.
//
// It comes from resources among the inputs (kinds Config, Sources, ImageOverrides, ImageDestinations and
// ImageKeys of kbld.k14s.io/v1alpha1, and imgpkg's ImagesLock), which are not printed themselves.
//
//   Inputs inputs = SeparateConfig(std::move(resources));
//   inputs.config.search_rules …, inputs.resources …
//
// https://carvel.dev/kbld/docs/latest/config/

#ifndef PKGREPO_KBLD_CONFIG_H_
#define PKGREPO_KBLD_CONFIG_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "go/semver.h"
#include "imgpkg/images_lock.h"
#include "kbld/image_match.h"
#include "kbld/origin.h"
#include "kbld/search_rule.h"
#include "oci/image.h"

namespace pkgrepo::kbld {

inline constexpr std::string_view kApiVersion = "kbld.k14s.io/v1alpha1";
inline constexpr std::string_view kConfigKind = "Config";
// The reference that an entry of an ImagesLock is for, and how it was resolved.
inline constexpr std::string_view kIdAnnotation = "kbld.carvel.dev/id";
inline constexpr std::string_view kOriginsAnnotation = "kbld.carvel.dev/origins";

// `tagSelection`: the repository's tag to take.
struct TagSelection {
  // Absent where the configuration names no strategy, which is an error once the override is used.
  std::optional<go::VersionSelection> semver;
};

struct Override {
  ImageMatch match;
  // "" keeps the image.
  std::string new_image = {};
  // The new image is final, even if it is a tag.
  bool preresolved = false;
  std::optional<TagSelection> tag_selection = {};
  std::optional<oci::Platform> platform = {};
  // Of an ImagesLock's entry.
  Origins origins = {};
};

struct Config {
  // Without the rule for the key `image`, which is always there and comes last.
  std::vector<SearchRule> search_rules;
  std::vector<Override> overrides;
  // Images that would be built from source.
  std::vector<ImageMatch> sources;

  std::vector<SearchRule> AllSearchRules() const;
  // What counts for the reference: the first override that matches. nullptr if there is none.
  const Override* FindOverride(const std::string& reference) const;
};

struct Inputs {
  Config config;
  std::vector<nlohmann::json> resources;
};

// Whether the resource is configuration of kbld's own kinds, and whether it is a lock of imgpkg's.
bool IsConfig(const nlohmann::json& resource);
bool IsImagesLock(const nlohmann::json& resource);

// Takes the configuration out of `resources`. Throws Error with kbld's words for what is not well-formed.
Inputs SeparateConfig(std::vector<nlohmann::json> resources);

// The overrides that a lock stands for: each id becomes its image.
std::vector<Override> OverridesFromLock(const imgpkg::ImagesLock& lock);

// The overrides of a CNAB image map, a JSON map from old to new images. Throws Error with Go's words.
std::vector<Override> OverridesFromImageMap(std::string_view text);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_CONFIG_H_
