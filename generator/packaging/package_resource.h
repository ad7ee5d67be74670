// Package and PackageMetadata: the custom resources by which kapp-controller offers a package version.
//
//   PackageIdentity identity{.ref_name = "contour.acme.example.com", .version = "1.22.3"};
//   std::string yaml = hand_written ? SetPackageImage("package.yaml", *hand_written, bundle.Image())
//                                   : GeneratePackage({.identity = identity, .image = bundle.Image()});
//
// https://carvel.dev/kapp-controller/docs/latest/packaging/

#ifndef PKGREPO_PACKAGING_PACKAGE_RESOURCE_H_
#define PKGREPO_PACKAGING_PACKAGE_RESOURCE_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {

// What names a package version.
struct PackageIdentity {
  // "contour.acme.example.com"
  std::string ref_name;
  std::string version;
  // The line of the name in the package.yaml; 0 if it has none.
  int ref_name_line = 0;

  // metadata.name: "contour.acme.example.com.1.22.3"
  std::string ResourceName() const { return ref_name + "." + version; }
};

struct PackageContent {
  PackageIdentity identity;
  // A digest reference of the bundle.
  std::string image;
  // OpenAPI v3 schema of the data values; null if there is none.
  nlohmann::json values_schema;
  // Files of the bundle with configuration of kbld, applied after the image lock.
  std::vector<std::string> kbld_configs;
  // RFC 3339; empty for a Package that does not tell.
  std::string released_at = {};
};

// Throws Error at `position` if kapp-controller would refuse the name or the version. Both become file names.
void CheckIdentity(const PackageIdentity& identity, const Position& position);

// A Package that fetches the bundle, renders `config/` with ytt, resolves images with kbld and deploys with kapp.
std::string GeneratePackage(const PackageContent& content);

// A PackageMetadata with nothing but names; `description` may be empty.
std::string GenerateMetadata(const std::string& ref_name, const std::string& display_name,
                             const std::string& description);

inline constexpr const char* kPackageApiVersion = "data.packaging.carvel.dev/v1alpha1";
inline constexpr const char* kPackageKind = "Package";
inline constexpr const char* kMetadataKind = "PackageMetadata";

// Throws Error with file and line for everything that kapp-controller would refuse in a hand-written resource of
// this kind, whatever its name.
void CheckPackageResource(const std::string& file, const std::string& text, const char* kind);

// What a written Package says it is. Throws Error with file and line if it is not a Package, or if its parts
// contradict each other.
PackageIdentity ReadPackageIdentity(const ConfigNode& package);
PackageIdentity ReadPackageIdentity(const std::string& file, const std::string& text);

// Throws Error if `text` is not a PackageMetadata, or that of another package.
void CheckMetadata(const std::string& file, const std::string& text, const std::string& ref_name);

// metadata.name. Throws Error with file and line if there is none.
std::string ReadMetadataName(const std::string& file, const std::string& text);

// `text` with the image of its imgpkgBundle replaced, and not a byte else. Throws Error if there is none, or
// if it is written over several lines.
std::string SetPackageImage(const std::string& file, const std::string& text, const std::string& image);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_RESOURCE_H_
