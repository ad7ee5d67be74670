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

namespace pkgrepo::packaging {

// What names a package version.
struct PackageIdentity {
  // "contour.acme.example.com"
  std::string ref_name;
  std::string version;
  // Where the package.yaml says the name; 0 is nowhere.
  int ref_name_line = 0;

  // metadata.name: "contour.acme.example.com.1.22.3"
  std::string ResourceName() const { return ref_name + "." + version; }
};

struct PackageContent {
  PackageIdentity identity;
  // A digest reference of the bundle.
  std::string image;
  // OpenAPI v3 schema of the data values; null is none.
  nlohmann::json values_schema;
  // Files of the bundle with configuration of kbld, applied after the image lock.
  std::vector<std::string> kbld_configs;
};

// Throws Error at `position` if kapp-controller would refuse the name or the version. Both become names of files.
void CheckIdentity(const PackageIdentity& identity, const Position& position);

// A Package that fetches the bundle, renders `config/` by ytt, resolves images by kbld and deploys by kapp.
std::string GeneratePackage(const PackageContent& content);

// A PackageMetadata with nothing but names; `description` may be empty.
std::string GenerateMetadata(const std::string& ref_name, const std::string& display_name,
                             const std::string& description);

inline constexpr const char* kPackageKind = "Package";
inline constexpr const char* kMetadataKind = "PackageMetadata";

// Throws Error with file and line for all that kapp-controller would hold against a hand-written resource of
// this kind, whatever its name.
void CheckPackageResource(const std::string& file, const std::string& text, const char* kind);

// What a written Package says it is. Throws Error with file and line if it is no Package, or if its parts
// contradict each other.
PackageIdentity ReadPackageIdentity(const std::string& file, const std::string& text);

// Throws Error if `text` is no PackageMetadata, or that of another package.
void CheckMetadata(const std::string& file, const std::string& text, const std::string& ref_name);

// metadata.name. Throws Error with file and line if there is none.
std::string ReadMetadataName(const std::string& file, const std::string& text);

// `text` with the image of its imgpkgBundle replaced, and not a byte else. Throws Error if there is none, or
// if it is written over several lines.
std::string SetPackageImage(const std::string& file, const std::string& text, const std::string& image);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PACKAGE_RESOURCE_H_
