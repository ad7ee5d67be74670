#include "packaging/early_forms.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file_system.h"
#include "base/json_member.h"
#include "kube/field_check.h"
#include "packaging/package_resource.h"
#include "packaging/resource_check.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr std::string_view kPackages = "packages/";
constexpr std::string_view kMetadataName = "metadata.yml";

// Text of the PackageMetadata at the first of these fields that has any.
std::string FirstText(const json& metadata, std::initializer_list<const char*> keys) {
  const json* spec = FindMember(metadata, "spec");
  if (spec == nullptr) return "";
  for (const char* key : keys) {
    if (std::string text = StringMember(*spec, key); !text.empty()) return text;
  }
  return "";
}

}  // namespace

std::string ToEarlyPackage(const std::string& path, const std::string& package, const std::string& metadata,
                           const FindWritten& find_written) {
  json resource = yaml::ParseYamlAsJson(package, path);
  json& spec = resource.at("spec");
  json early = {{"publicName", spec.at("refName")}, {"version", spec.at("version")}, {"template", spec.at("template")}};
  const json described = yaml::ParseYamlAsJson(metadata, path);
  const std::pair<const char*, std::string> texts[] = {
      {"displayName", FirstText(described, {"displayName"})},
      {"description", FirstText(described, {"shortDescription", "longDescription"})}};
  for (const auto& [key, text] : texts) {
    if (!text.empty()) early[key] = text;
  }
  // Such a Package would be offered to clusters for which it is not made.
  for (const char* key : {"kubernetesVersionSelection", "kappControllerVersionSelection"}) {
    if (const json* selection = FindMember(spec, key)) early[key] = *selection;
  }
  spec = std::move(early);
  resource["apiVersion"] = kEarlyApi;
  const std::vector<kube::FieldFault> faults =
      kube::CheckFields(resource, *kube::FindResourceType(kEarlyApi, kPackageKind));
  if (!faults.empty()) {
    const std::optional<ConfigNode> written = find_written ? find_written(path) : std::nullopt;
    try {
      ThrowFaults(written ? *written : ConfigNode::Parse(path, package), faults);
    } catch (Error& error) {
      throw error.Note(std::string("the stage has Packages of ") + kEarlyApi);
    }
  }
  return yaml::PrintJsonAsYaml(resource);
}

std::map<std::string, std::string> ToEarlyBundle(const std::map<std::string, std::string>& files,
                                                 const FindWritten& find_written) {
  std::map<std::string, std::string> early;
  for (const auto& [path, text] : files) {
    if (!path.starts_with(kPackages)) {
      early[path] = text;
    } else if (BaseName(path) != kMetadataName) {
      const std::string package =
          ToEarlyPackage(path, text, files.at(JoinPath(DirName(path), kMetadataName)), find_written);
      early[std::string(kPackages) + std::string(BaseName(DirName(path))) + "." + std::string(BaseName(path))] = package;
    }
  }
  return early;
}

}  // namespace pkgrepo::packaging
