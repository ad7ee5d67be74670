#include "packaging/package_resource.h"

#include <optional>

#include "imgpkg/images_lock.h"
#include "kube/names.h"
#include "packaging/app_template.h"
#include "packaging/resource_check.h"
#include "packaging/source_tree.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

json Resource(const char* kind, const std::string& name, json spec) {
  return {{"apiVersion", kPackageApiVersion},
          {"kind", kind},
          {"metadata", {{"name", name}}},
          {"spec", std::move(spec)}};
}

void RequireKind(const ConfigNode& root, const char* kind) {
  for (const auto& [key, expected] : {std::pair{"apiVersion", kPackageApiVersion}, std::pair{"kind", kind}}) {
    const ConfigNode value = root.Require(key);
    if (value.Text() == expected) continue;
    throw value.Fault(std::string("expected ") + key + " " + expected + ", found " + value.Text());
  }
}

ConfigNode ParseResource(const std::string& file, const std::string& text, const char* kind) {
  ConfigNode root = ConfigNode::Parse(file, text);
  RequireKind(root, kind);
  return root;
}

void RequireText(const ConfigNode& node, const std::string& expected) {
  if (node.Text() != expected) throw node.Fault("expected '" + expected + "', found '" + node.Text() + "'");
}

// The image of the first imgpkgBundle that is fetched.
ConfigNode FindImage(const ConfigNode& package) {
  const ConfigNode fetch = package.Require("spec").Require("template").Require("spec").Require("fetch");
  for (const ConfigNode& source : fetch.Items()) {
    if (const std::optional<ConfigNode> bundle = source.Find("imgpkgBundle")) return bundle->Require("image");
  }
  throw fetch.Fault("no imgpkgBundle is fetched here, so there is no image to set");
}

// The length of the scalar that begins at `begin`, quotes included.
size_t ScalarLength(const std::string& text, size_t begin) {
  const char first = text[begin];
  if (first == '"' || first == '\'') {
    const size_t end = text.find(first, begin + 1);
    return end == std::string::npos ? 0 : end + 1 - begin;
  }
  const size_t end = text.find_first_of(" \t\r\n,}]", begin);
  return (end == std::string::npos ? text.size() : end) - begin;
}

}  // namespace

std::string GeneratePackage(const PackageContent& content) {
  json kbld_paths = {kStreamPath, imgpkg::kImagesLockPath};
  for (const std::string& config : content.kbld_configs) kbld_paths.push_back(config);
  json app = {{"fetch", json::array({{{"imgpkgBundle", {{"image", content.image}}}}})},
              {"template", json::array({{{"ytt", {{"paths", json::array({kTemplateFolder})}}}},
                                        {{"kbld", {{"paths", std::move(kbld_paths)}}}}})},
              {"deploy", json::array({{{"kapp", json::object()}}})}};
  json spec = {{"refName", content.identity.ref_name},
               {"version", content.identity.version},
               {"template", {{"spec", std::move(app)}}}};
  if (!content.values_schema.is_null()) spec["valuesSchema"] = {{"openAPIv3", content.values_schema}};
  if (!content.released_at.empty()) spec["releasedAt"] = content.released_at;
  return yaml::PrintJsonAsYaml(Resource(kPackageKind, content.identity.ResourceName(), std::move(spec)));
}

std::string GenerateMetadata(const std::string& ref_name, const std::string& display_name,
                             const std::string& description) {
  json spec = {{"displayName", display_name},
               {"shortDescription", description.empty() ? display_name : description}};
  return yaml::PrintJsonAsYaml(Resource(kMetadataKind, ref_name, std::move(spec)));
}

void CheckIdentity(const PackageIdentity& identity, const Position& position) {
  if (const kube::NameFault fault = kube::PackageNameFault(identity.ref_name)) {
    throw Error("the package's full name '" + identity.ref_name + "' " + *fault).At(position);
  }
  if (const kube::NameFault fault = kube::PackageVersionFault(identity.version)) {
    throw Error("version '" + identity.version + "' " + *fault).At(position);
  }
}

void CheckPackageResource(const std::string& file, const std::string& text, const char* kind) {
  CheckResource(file, text, kPackageApiVersion, kind);
}

PackageIdentity ReadPackageIdentity(const std::string& file, const std::string& text) {
  return ReadPackageIdentity(ConfigNode::Parse(file, text));
}

PackageIdentity ReadPackageIdentity(const ConfigNode& package) {
  RequireKind(package, kPackageKind);
  const ConfigNode spec = package.Require("spec");
  const ConfigNode ref_name = spec.Require("refName");
  PackageIdentity identity{.ref_name = ref_name.Text(),
                           .version = spec.Require("version").Text(),
                           .ref_name_line = ref_name.position().line};
  CheckIdentity(identity, ref_name.position());
  RequireText(package.Require("metadata").Require("name"), identity.ResourceName());
  return identity;
}

std::string ReadMetadataName(const std::string& file, const std::string& text) {
  return ParseResource(file, text, kMetadataKind).Require("metadata").Require("name").Text();
}

void CheckMetadata(const std::string& file, const std::string& text, const std::string& ref_name) {
  RequireText(ParseResource(file, text, kMetadataKind).Require("metadata").Require("name"), ref_name);
}

std::string SetPackageImage(const std::string& file, const std::string& text, const std::string& image) {
  const ConfigNode node = FindImage(ParseResource(file, text, kPackageKind));
  const size_t begin = node.offset();
  std::string changed = text;
  if (begin < text.size()) changed.replace(begin, ScalarLength(text, begin), image);
  // A value with a tag, an anchor or several lines is not where it seems to be.
  if (begin >= text.size() || FindImage(ConfigNode::Parse(file, changed)).Text() != image) {
    throw node.Fault("this image cannot be replaced in place").Hint("write it as plain text on one line");
  }
  return changed;
}

}  // namespace pkgrepo::packaging
