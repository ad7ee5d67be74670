// CheckObjects of manifests.h.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/json_member.h"
#include "kbld/resource.h"
#include "kube/kapp_annotations.h"
#include "kube/metadata_check.h"
#include "kube/object_names.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;
// Group, kind, namespace and name.
using Identity = std::tuple<std::string, std::string, std::string, std::string>;
using Findings = std::vector<std::string>;

bool IsToolConfig(const json& resource) {
  return IsKappConfig(resource) || StringMember(resource, "apiVersion").starts_with("kbld.k14s.io/");
}

std::string MetadataText(const json& resource, const char* key) {
  const json* metadata = FindMember(resource, "metadata");
  return metadata == nullptr ? "" : StringMember(*metadata, key);
}

void Append(Findings& findings, const std::string& object, const std::vector<kube::FieldFault>& faults) {
  for (const kube::FieldFault& fault : faults) {
    findings.push_back(object + ": " + fault.message + (fault.hint.empty() ? "" : "; " + fault.hint));
  }
}

// What an API server, kapp and kapp-controller hold against the object by itself.
void CheckContent(const json& resource, const std::string& object, Findings& findings) {
  Append(findings, object, kube::CheckMetadata(resource));
  Append(findings, object, kube::CheckKappAnnotations(resource));
  const kube::StructType* type =
      kube::FindResourceType(StringMember(resource, "apiVersion"), StringMember(resource, "kind"));
  if (type != nullptr) Append(findings, object, kube::CheckFields(resource, *type));
}

}  // namespace

bool IsKappConfig(const json& resource) {
  return StringMember(resource, "apiVersion").starts_with("kapp.k14s.io/");
}

bool HasObjects(const Resources& resources) { return !std::ranges::all_of(resources, IsToolConfig); }

std::vector<std::string> CheckObjects(const Resources& resources, const std::vector<std::string>& origins) {
  Findings findings;
  std::map<Identity, const json*> seen;
  int number = 0;
  for (const json& resource : resources) {
    ++number;
    const std::string api_version = StringMember(resource, "apiVersion");
    const std::string kind = StringMember(resource, "kind");
    const std::string name = MetadataText(resource, "name");
    const bool is_generated = name.empty() && !MetadataText(resource, "generateName").empty();
    const size_t index = static_cast<size_t>(number) - 1;
    const std::string origin = index < origins.size() && !origins[index].empty() ? origins[index] + ": " : "";
    const std::string object =
        origin + fmt::format("object {} ({})", number, kbld::DescribeResource(resource));
    if (api_version.empty()) findings.push_back(object + " has no apiVersion");
    if (kind.empty()) findings.push_back(object + " has no kind");
    if (IsToolConfig(resource)) continue;
    CheckContent(resource, object, findings);
    if (is_generated) continue;
    if (name.empty()) {
      findings.push_back(object + " has no metadata.name");
      continue;
    }
    const Identity identity(kube::GroupOf(api_version), kind, MetadataText(resource, "namespace"), name);
    const auto [first, is_new] = seen.try_emplace(identity, &resource);
    // kapp takes equal ones for one.
    if (!is_new && *first->second != resource) {
      findings.push_back(object + " is defined twice with different content");
    }
  }
  return findings;
}

}  // namespace pkgrepo::packaging
