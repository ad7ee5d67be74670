#include "kbld/config.h"

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "base/json_member.h"
#include "base/original_versions.h"
#include "go/json_mismatch.h"
#include "go/json_reader.h"
#include "go/minimum_version.h"
#include "kbld/resource.h"
#include "kbld/typed_fields.h"
#include "oci/reference.h"
#include "yaml/json_yaml.h"
#include "yaml/json_yaml_decode.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

ImageMatch ParseMatch(const TypedFields& fields) {
  return {fields.StrictString("image"), fields.StrictString("imageRepo")};
}

std::optional<TagSelection> ParseTagSelection(const TypedFields& fields) {
  std::optional<TypedFields> selection = fields.Struct("tagSelection", "v1alpha1.VersionSelection");
  if (!selection) return std::nullopt;
  TagSelection parsed;
  if (auto semver = selection->Struct("semver", "v1alpha1.VersionSelectionSemver")) {
    parsed.semver.emplace();
    parsed.semver->constraints = semver->String("constraints");
    if (auto prereleases = semver->Struct("prereleases", "v1alpha1.VersionSelectionSemverPrereleases")) {
      parsed.semver->prereleases = true;
      parsed.semver->prerelease_identifiers = prereleases->Strings("identifiers");
    }
  }
  return parsed;
}

std::optional<oci::Platform> ParsePlatform(const TypedFields& fields) {
  std::optional<TypedFields> platform = fields.Struct("platformSelection", "config.PlatformSelection");
  if (!platform) return std::nullopt;
  return oci::Platform{.architecture = platform->String("architecture"),
                       .os = platform->String("os"),
                       .os_version = {},
                       .variant = platform->String("variant")};
}

Override ParseOverride(const TypedFields& fields) {
  Override parsed;
  parsed.match = ParseMatch(fields);
  parsed.new_image = fields.String("newImage");
  parsed.preresolved = fields.Bool("preresolved");
  parsed.tag_selection = ParseTagSelection(fields);
  parsed.platform = ParsePlatform(fields);
  return parsed;
}

void ValidateMatch(const ImageMatch& match) {
  if (match.empty()) throw Error("Expected Image or ImageRepo to be non-empty");
}

void ValidateOverride(const Override& override) {
  ValidateMatch(override.match);
  if (override.new_image.empty()) throw Error("Expected NewImage to be non-empty");
}

// Runs a check, whose error it heads with "Validating OVERRIDES[2]: ".
void Check(std::string_view list, size_t index, const std::function<void()>& check) {
  WithContext("Validating " + std::string(list) + "[" + std::to_string(index) + "]: ", check);
}

// One resource of kbld's own kinds, read and checked part by part.
class ConfigReader {
 public:
  ConfigReader(const json& resource, Config* config)
      : description_(DescribeResource(resource)),
        fields_(resource, std::string(kConfigKind), ""),
        config_(config) {}

  void Read() {
    Parse();
    WithContext("Validating " + description_ + ": ", [&] { Validate(); });
    for (ImageMatch& source : sources_) config_->sources.push_back(std::move(source));
    for (Override& override : overrides_) config_->overrides.push_back(std::move(override));
    for (SearchRule& rule : rules_) config_->search_rules.push_back(std::move(rule));
    for (std::string& key : keys_) config_->search_rules.push_back(SearchRule::ForKey(std::move(key)));
  }

 private:
  void Parse() {
    WithContext("Unmarshaling " + description_ + ": ", [&] {
      minimum_version_ = fields_.String("minimumRequiredVersion");
      for (const TypedFields& source : fields_.Structs("sources", "config.Source")) {
        sources_.push_back(ParseMatch(source));
        source_paths_.push_back(source.String("path"));
      }
      for (const TypedFields& override : fields_.Structs("overrides", "config.ImageOverride")) {
        overrides_.push_back(ParseOverride(override));
      }
      for (const TypedFields& destination : fields_.Structs("destinations", "config.ImageDestination")) {
        destinations_.push_back(ParseMatch(destination));
      }
      keys_ = fields_.Strings("keys");
      for (const TypedFields& rule : fields_.Structs("searchRules", "config.SearchRule")) {
        rules_.push_back(SearchRule::Parse(rule));
      }
    });
  }

  void Validate() const {
    go::RequireMinimumVersion("kbld", std::string(originals::kKbld.version), minimum_version_);
    for (size_t i = 0; i < sources_.size(); ++i) {
      Check("Sources", i, [&] {
        ValidateMatch(sources_[i]);
        if (source_paths_[i].empty()) throw Error("Expected Path to be non-empty");
      });
    }
    for (size_t i = 0; i < overrides_.size(); ++i) {
      Check("Overrides", i, [&] { ValidateOverride(overrides_[i]); });
    }
    for (size_t i = 0; i < destinations_.size(); ++i) {
      Check("Destinations", i, [&] { ValidateMatch(destinations_[i]); });
    }
    for (size_t i = 0; i < keys_.size(); ++i) {
      // The list's name is upstream's slip.
      Check("Destinations", i, [&] {
        if (keys_[i].empty()) throw Error("Expected to be non-empty");
      });
    }
    for (size_t i = 0; i < rules_.size(); ++i) {
      Check("SearchRules", i, [&] { rules_[i].Validate(); });
    }
  }

  std::string description_;
  TypedFields fields_;
  Config* config_;
  std::string minimum_version_;
  std::vector<ImageMatch> sources_;
  std::vector<std::string> source_paths_;
  std::vector<Override> overrides_;
  std::vector<ImageMatch> destinations_;
  std::vector<std::string> keys_;
  std::vector<SearchRule> rules_;
};

imgpkg::ImagesLock ParseLock(const json& resource) {
  return WithContext("Unmarshaling " + DescribeResource(resource) + " as ImagesLock: ",
                     [&] { return imgpkg::ImagesLock::Parse(yaml::PrintJsonAsYaml(resource)); });
}

std::vector<Override> ReadLock(const json& resource) {
  imgpkg::ImagesLock lock = ParseLock(resource);
  std::vector<Override> overrides = WithContext("Unmarshaling " + DescribeResource(resource) + " as " +
                                                    std::string(kOriginsAnnotation) + " annotation:  ",
                                                [&] { return OverridesFromLock(lock); });
  for (size_t i = 0; i < overrides.size(); ++i) {
    WithContext("Validating " + DescribeResource(resource) + ": ",
                [&] { Check("Overrides", i, [&] { ValidateOverride(overrides[i]); }); });
  }
  return overrides;
}

std::string AnnotationAt(const imgpkg::LockedImage& image, std::string_view name) {
  auto found = image.annotations.find(std::string(name));
  return found == image.annotations.end() ? "" : found->second;
}

}  // namespace

std::vector<SearchRule> Config::AllSearchRules() const {
  std::vector<SearchRule> rules = search_rules;
  rules.push_back(SearchRule::ForKey("image"));
  return rules;
}

const Override* Config::FindOverride(const std::string& reference) const {
  const auto found = std::ranges::find_if(
      overrides, [&](const Override& candidate) { return candidate.match.Matches(reference); });
  return found == overrides.end() ? nullptr : &*found;
}

bool IsConfig(const json& resource) {
  if (StringMember(resource, "apiVersion") != kApiVersion) return false;
  const std::string kind = StringMember(resource, "kind");
  return kind == kConfigKind || kind == "Sources" || kind == "ImageOverrides" ||
         kind == "ImageDestinations" || kind == "ImageKeys";
}

bool IsImagesLock(const json& resource) {
  return StringMember(resource, "apiVersion") == imgpkg::kLockApiVersion &&
         StringMember(resource, "kind") == imgpkg::kImagesLockKind;
}

Inputs SeparateConfig(std::vector<json> resources) {
  Inputs inputs;
  for (json& resource : resources) {
    if (IsConfig(resource)) {
      ConfigReader(resource, &inputs.config).Read();
    } else if (IsImagesLock(resource)) {
      for (Override& override : ReadLock(resource)) inputs.config.overrides.push_back(std::move(override));
    } else {
      inputs.resources.push_back(std::move(resource));
    }
  }
  return inputs;
}

std::vector<Override> OverridesFromLock(const imgpkg::ImagesLock& lock) {
  std::vector<Override> overrides;
  for (const imgpkg::LockedImage& image : lock.images) {
    Override override;
    override.match.image = AnnotationAt(image, kIdAnnotation);
    override.new_image = oci::Reference::ParseDigest(image.image).ToString();
    override.preresolved = true;
    override.origins = ParseOrigins(AnnotationAt(image, kOriginsAnnotation));
    overrides.push_back(std::move(override));
  }
  return overrides;
}

std::vector<Override> OverridesFromImageMap(std::string_view text) {
  const json map = go::ParseJson(text);
  std::vector<Override> overrides;
  if (map.is_null()) return overrides;
  if (!map.is_object()) throw Error(go::DescribeMismatch(map, {.type = "map[string]string"}));
  for (const auto& [image, new_image] : map.items()) {
    if (!new_image.is_string() && !new_image.is_null()) {
      throw Error(go::DescribeMismatch(new_image, {.type = "string"}));
    }
    Override override;
    override.match.image = image;
    override.new_image = new_image.is_null() ? "" : new_image.get<std::string>();
    override.preresolved = true;
    overrides.push_back(std::move(override));
  }
  return overrides;
}

}  // namespace pkgrepo::kbld
