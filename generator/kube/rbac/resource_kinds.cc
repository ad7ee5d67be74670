#include "kube/rbac/resource_kinds.h"

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "kube/object_names.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

struct GroupKinds {
  std::string_view group;
  // Words: the kind alone where its plural is the kind in small letters with an s, else Kind=plural.
  std::string_view namespaced;
  std::string_view cluster_scoped;
};

constexpr GroupKinds kKnown[] = {
    {"",
     "ConfigMap Endpoints=endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate "
     "ReplicationController "
     "ResourceQuota Secret Service ServiceAccount",
     "ComponentStatus=componentstatuses Namespace Node PersistentVolume"},
    {"admissionregistration.k8s.io", "",
     "MutatingAdmissionPolicy=mutatingadmissionpolicies MutatingAdmissionPolicyBinding "
     "MutatingWebhookConfiguration "
     "ValidatingAdmissionPolicy=validatingadmissionpolicies ValidatingAdmissionPolicyBinding "
     "ValidatingWebhookConfiguration"},
    {"apiextensions.k8s.io", "", "CustomResourceDefinition"},
    {"apiregistration.k8s.io", "", "APIService"},
    {"apps", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet", ""},
    {"autoscaling", "HorizontalPodAutoscaler", ""},
    {"batch", "CronJob Job", ""},
    {"certificates.k8s.io", "", "CertificateSigningRequest ClusterTrustBundle"},
    {"coordination.k8s.io", "Lease LeaseCandidate", ""},
    {"discovery.k8s.io", "EndpointSlice", ""},
    {"events.k8s.io", "Event", ""},
    {"extensions", "DaemonSet Deployment Ingress=ingresses NetworkPolicy=networkpolicies ReplicaSet",
     "PodSecurityPolicy=podsecuritypolicies"},
    {"flowcontrol.apiserver.k8s.io", "", "FlowSchema PriorityLevelConfiguration"},
    {"networking.k8s.io", "Ingress=ingresses NetworkPolicy=networkpolicies",
     "IPAddress=ipaddresses IngressClass=ingressclasses ServiceCIDR"},
    {"node.k8s.io", "", "RuntimeClass=runtimeclasses"},
    {"policy", "PodDisruptionBudget", "PodSecurityPolicy=podsecuritypolicies"},
    {"rbac.authorization.k8s.io", "Role RoleBinding", "ClusterRole ClusterRoleBinding"},
    {"resource.k8s.io", "ResourceClaim ResourceClaimTemplate", "DeviceClass=deviceclasses ResourceSlice"},
    {"scheduling.k8s.io", "", "PriorityClass=priorityclasses"},
    {"storage.k8s.io", "CSIStorageCapacity=csistoragecapacities",
     "CSIDriver CSINode StorageClass=storageclasses VolumeAttachment "
     "VolumeAttributesClass=volumeattributesclasses"},
    {"storagemigration.k8s.io", "", "StorageVersionMigration"},
    {"data.packaging.carvel.dev", "Package PackageMetadata", ""},
    {"kappctrl.k14s.io", "App", ""},
    {"packaging.carvel.dev", "PackageInstall PackageRepository=packagerepositories", ""},
};

std::string Required(const json& object, const char* name, const std::string& path) {
  std::string value = StringMember(object, name);
  if (value.empty()) throw Error("the CustomResourceDefinition has no " + path + name);
  return value;
}

}  // namespace

ResourceKinds::ResourceKinds() {
  const auto add = [this](std::string_view group, std::string_view kinds, bool is_namespaced) {
    for (const std::string_view word : Split(kinds, ' ')) {
      if (word.empty()) continue;
      const size_t equals = word.find('=');
      const std::string kind(word.substr(0, equals));
      const std::string plural =
          equals == word.npos ? ToLower(kind) + "s" : std::string(word.substr(equals + 1));
      Add(std::string(group), kind, {.plural = plural, .is_namespaced = is_namespaced});
    }
  };
  for (const GroupKinds& known : kKnown) {
    add(known.group, known.namespaced, true);
    add(known.group, known.cluster_scoped, false);
  }
}

void ResourceKinds::Add(std::string group, std::string kind, ResourceKind resource) {
  if (!resource.is_namespaced) cluster_scoped_.emplace(group, resource.plural);
  kinds_.emplace(std::pair(std::move(group), std::move(kind)), std::move(resource));
}

void ResourceKinds::AddDefinition(const json& definition) {
  const json* found = FindMember(definition, "spec");
  const json spec = found == nullptr ? json::object() : *found;
  found = FindMember(spec, "names");
  const json names = found == nullptr ? json::object() : *found;
  const std::string group = Required(spec, "group", "spec.");
  const std::string kind = Required(names, "kind", "spec.names.");
  const std::string scope = Required(spec, "scope", "spec.");
  if (scope != "Namespaced" && scope != "Cluster") {
    throw Error("the CustomResourceDefinition has spec.scope '" + scope +
                "', which is neither Namespaced nor Cluster");
  }
  ResourceKind resource{.plural = Required(names, "plural", "spec.names."),
                        .is_namespaced = scope == "Namespaced"};
  const ResourceKind* known = Find(group, kind);
  if (known != nullptr && *known != resource) {
    throw Error("the kind " + kind + " of " + group + " is known as " +
                (known->is_namespaced ? "" : "cluster-scoped ") + known->plural + ", not as " +
                (resource.is_namespaced ? "" : "cluster-scoped ") + resource.plural);
  }
  if (known == nullptr) Add(group, kind, std::move(resource));
}

const ResourceKind* ResourceKinds::Find(std::string_view group, std::string_view kind) const {
  const auto found = kinds_.find(std::pair(std::string(group), std::string(kind)));
  return found == kinds_.end() ? nullptr : &found->second;
}

bool ResourceKinds::IsClusterScoped(std::string_view group, std::string_view plural) const {
  return cluster_scoped_.contains(std::pair(std::string(group), std::string(plural)));
}

bool IsDefinition(const json& object) {
  return StringMember(object, "kind") == "CustomResourceDefinition" &&
         GroupOf(StringMember(object, "apiVersion")) == "apiextensions.k8s.io";
}

}  // namespace pkgrepo::kube
