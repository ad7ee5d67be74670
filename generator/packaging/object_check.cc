// CheckObjects of manifests.h.

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "kbld/resource.h"
#include "packaging/manifests.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;
// Group, kind, namespace and name.
using Identity = std::tuple<std::string, std::string, std::string, std::string>;

bool IsToolConfig(const std::string& api_version) {
  return api_version.starts_with("kbld.k14s.io/") || api_version.starts_with("kapp.k14s.io/");
}

// The group of an apiVersion: one object may be had under several versions.
std::string GroupOf(const std::string& api_version) {
  const size_t slash = api_version.find('/');
  return slash == std::string::npos ? "" : api_version.substr(0, slash);
}

std::string MetadataText(const json& resource, const std::string& key) {
  const auto metadata = resource.find("metadata");
  return metadata == resource.end() || !metadata->is_object() ? "" : kbld::StringAt(*metadata, key);
}

}  // namespace

std::vector<std::string> CheckObjects(const Resources& resources) {
  std::vector<std::string> findings;
  std::map<Identity, const json*> seen;
  int number = 0;
  for (const json& resource : resources) {
    ++number;
    const std::string api_version = kbld::StringAt(resource, "apiVersion");
    const std::string kind = kbld::StringAt(resource, "kind");
    const std::string name = MetadataText(resource, "name");
    const bool is_generated = name.empty() && !MetadataText(resource, "generateName").empty();
    const std::string object = fmt::format("object {} ({})", number, kbld::DescribeResource(resource));
    if (api_version.empty()) findings.push_back(object + " has no apiVersion");
    if (kind.empty()) findings.push_back(object + " has no kind");
    if (IsToolConfig(api_version) || is_generated) continue;
    if (name.empty()) {
      findings.push_back(object + " has no metadata.name");
      continue;
    }
    const Identity identity(GroupOf(api_version), kind, MetadataText(resource, "namespace"), name);
    const auto [first, is_new] = seen.try_emplace(identity, &resource);
    if (is_new) continue;
    findings.push_back(object + " is defined twice" +
                       (*first->second == resource ? "" : ", not with equal content"));
  }
  return findings;
}

}  // namespace pkgrepo::packaging
