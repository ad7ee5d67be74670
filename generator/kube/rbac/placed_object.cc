#include "kube/rbac/placed_object.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/json_member.h"
#include "kube/metadata_check.h"
#include "kube/object_names.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kSystemNamespaces = {"default", "kube-node-lease", "kube-public",
                                                               "kube-system"};

std::string MetadataText(const json& object, const char* key) {
  const json* metadata = FindMember(object, "metadata");
  return metadata == nullptr ? "" : StringMember(*metadata, key);
}

bool IsConfiguration(const json& object) {
  const std::string api_version = StringMember(object, "apiVersion");
  return api_version.starts_with("kapp.k14s.io/") || api_version.starts_with("kbld.k14s.io/");
}

std::string FinalNamespace(const PlacedObject& object, const Installation& installation) {
  if (!installation.into_namespace.empty()) return installation.into_namespace;
  std::string name_space = MetadataText(*object.resource, "namespace");
  if (name_space.empty()) name_space = installation.default_namespace;
  if (name_space.empty()) name_space = installation.name_space;
  if (installation.mapped_namespaces.empty()) return name_space;
  const auto found = installation.mapped_namespaces.find(name_space);
  if (found == installation.mapped_namespaces.end()) {
    throw Error(object.label + ": mapNs of the Package maps no namespace '" + name_space +
                "', so kapp refuses to deploy")
        .Hint("add " + name_space + "=NAMESPACE to deploy[0].kapp.mapNs");
  }
  return found->second;
}

}  // namespace

bool PlacedObject::HasAnnotation(const char* key) const { return AnnotationsOf(*resource).contains(key); }

std::string PlacedObject::Annotation(const char* key) const {
  return StringMember(AnnotationsOf(*resource), key);
}

bool IsSystemNamespace(const std::string& name) {
  return std::ranges::find(kSystemNamespaces, name) != kSystemNamespaces.end();
}

Placement PlaceObjects(const std::vector<InstalledObject>& objects, const Installation& installation,
                       ResourceKinds& kinds) {
  for (const InstalledObject& object : objects) {
    if (!IsDefinition(*object.resource)) continue;
    WithContext(object.label + ": ", [&] { kinds.AddDefinition(*object.resource); });
  }
  Placement placement;
  std::set<std::string> made;
  for (const InstalledObject& object : objects) {
    if (IsConfiguration(*object.resource)) continue;
    PlacedObject placed{.resource = object.resource,
                        .label = object.label,
                        .group = std::string(GroupOf(StringMember(*object.resource, "apiVersion"))),
                        .kind = StringMember(*object.resource, "kind"),
                        .name = MetadataText(*object.resource, "name")};
    const ResourceKind* kind = kinds.Find(placed.group, placed.kind);
    if (kind == nullptr) {
      placement.unknown.push_back(object);
      continue;
    }
    placed.plural = kind->plural;
    placed.is_applied =
        !placed.HasAnnotation("kapp.k14s.io/exists") && !placed.HasAnnotation("kapp.k14s.io/noop");
    if (kind->is_namespaced) placed.name_space = FinalNamespace(placed, installation);
    if (placed.group.empty() && placed.kind == "Namespace" && placed.is_applied) made.insert(placed.name);
    placement.objects.push_back(std::move(placed));
  }
  made.erase(installation.name_space);
  std::erase_if(made, IsSystemNamespace);
  for (const std::string& name : installation.existing_namespaces) made.erase(name);
  for (PlacedObject& object : placement.objects) {
    const bool is_made = made.contains(object.name_space);
    if (is_made) placement.made_namespaces.insert(object.name_space);
    object.scope = is_made ? "" : object.name_space;
  }
  return placement;
}

}  // namespace pkgrepo::kube
