#include <doctest/doctest.h>

#include <deque>

#include "base/error.h"
#include "base/json_member.h"
#include "kube/rbac/derivation.h"
#include "kube/rbac/right_text.h"
#include "kube/rbac/role_manifests.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

const Installation kShop{.name = "shop", .name_space = "apps"};

// Derives the rights for objects that are written as YAML. Of the right texts those about the app's record are left out.
struct Derived {
  explicit Derived(const std::string& text, const Installation& installation = kShop) {
    std::vector<InstalledObject> objects;
    for (const std::string& document : yaml::SplitYamlDocuments(text)) {
      resources.push_back(yaml::ParseYamlAsJson(document, ""));
      objects.push_back({&resources.back(), StringMember(resources.back(), "kind")});
    }
    derivation = DeriveRights(objects, installation, kinds);
    Needs record;
    for (const Need& need : derivation.needs) {
      if (need.object == "kapp's record of the app") record.push_back(need);
    }
    std::set<Right> of_record;
    for (const Need& need : record) of_record.insert(need.right);
    for (const Right& right : derivation.Rights()) {
      if (!of_record.contains(right)) rights.insert(right);
    }
  }

  Lines Texts() const { return RightLines(rights, kinds); }
  bool HasNote(const std::string& part) const {
    for (const std::string& note : derivation.notes) {
      if (note.find(part) != std::string::npos) return true;
    }
    return false;
  }

  ResourceKinds kinds;
  std::deque<json> resources;
  Derivation derivation;
  std::set<Right> rights;
};

std::string Object(const std::string& api_version, const std::string& kind, const std::string& metadata,
                   const std::string& rest = "") {
  return "---\napiVersion: " + api_version + "\nkind: " + kind + "\nmetadata: {" + metadata + "}\n" + rest;
}

const std::string kRbac = "rbac.authorization.k8s.io/v1";

TEST_CASE("A right gives what is narrower") {
  const std::set<Right> held = {
      {"", "", "secrets", "get"},
      {"a", "apps", "*", "*"},
      {"", "", "*/log", "get"},
      {"", "*", "pods", "list", "web"},
      {.name_space = "", .group = "", .resource = "", .verb = "get", .path = "/metrics/*"}};
  CHECK(Allows(held, {"a", "", "secrets", "get", "key"}));
  CHECK(Allows(held, {"a", "apps", "deployments", "delete"}));
  CHECK(Allows(held, {"b", "", "pods/log", "get"}));
  CHECK(Allows(held, {"b", "x", "pods", "list", "web"}));
  CHECK(Allows(held, {.name_space = "", .group = "", .resource = "", .verb = "get", .path = "/metrics/a"}));
  CHECK_FALSE(Allows(held, {"a", "", "secrets", "list"}));
  CHECK_FALSE(Allows(held, {"b", "apps", "deployments", "delete"}));
  CHECK_FALSE(Allows(held, {"", "apps", "deployments", "delete"}));
  CHECK_FALSE(Allows(held, {"b", "", "pods", "get"}));
  CHECK_FALSE(Allows(held, {"b", "x", "pods", "list"}));
  CHECK_FALSE(
      Allows(held, {.name_space = "", .group = "", .resource = "", .verb = "get", .path = "/metrics"}));
}

TEST_CASE("The smallest rights lack those that others give") {
  CHECK(Smallest(
            {{"a", "", "secrets", "get", "x"}, {"a", "", "secrets", "get"}, {"b", "", "secrets", "get"}}) ==
        std::set<Right>{{"a", "", "secrets", "get"}, {"b", "", "secrets", "get"}});
  CHECK(Smallest({{"a", "", "secrets", "get", "x"}, {"", "*", "*", "*"}}) ==
        std::set<Right>{{"", "*", "*", "*"}});
}

TEST_CASE("An object takes one right for each thing that kapp does with it") {
  CHECK(Derived(Object("v1", "Secret", "name: key")).Texts() ==
        Lines{"secrets in namespace apps: create, list",
              "secrets in namespace apps, 'key': delete, get, update"});
  CHECK(Derived(Object("storage.k8s.io/v1", "StorageClass", "name: slow, namespace: ignored")).Texts() ==
        Lines{"storageclasses.storage.k8s.io: create, list",
              "storageclasses.storage.k8s.io, 'slow': delete, get, update"});
}

TEST_CASE("Annotations change what kapp does") {
  const auto of = [](const std::string& annotations) {
    return Derived(Object("v1", "Secret", "name: key, annotations: {" + annotations + "}")).Texts();
  };
  CHECK(of("kapp.k14s.io/exists: ''") == Lines{"secrets in namespace apps, 'key': get"});
  CHECK(of("kapp.k14s.io/noop: ''") == Lines{"secrets in namespace apps, 'key': get"});
  CHECK(of("kapp.k14s.io/delete-strategy: orphan") ==
        Lines{"secrets in namespace apps: create, list",
              "secrets in namespace apps, 'key': get, patch, update"});
  CHECK(of("kapp.k14s.io/delete-strategy: orphan, kapp.k14s.io/update-strategy: fallback-on-replace") ==
        Lines{"secrets in namespace apps: create, list",
              "secrets in namespace apps, 'key': delete, get, patch, update"});
  CHECK(of("kapp.k14s.io/versioned: ''") ==
        Lines{"secrets in namespace apps: create, delete, get, list, update"});
  CHECK(Derived(Object("v1", "Secret", "name: key, annotations: {kapp.k14s.io/versioned: ''}"))
            .HasNote("the rights are for all secrets in namespace apps"));
  CHECK(Derived(Object("v1", "Secret", "generateName: key-")).Texts() ==
        Lines{"secrets in namespace apps: create, delete, get, list, update"});
}

TEST_CASE("Namespaces that the package makes have no Role") {
  const std::string made =
      Object("v1", "Namespace", "name: cafe") + Object("v1", "Secret", "name: key, namespace: cafe");
  const Derived derived(made);
  CHECK(derived.Texts() == Lines{"namespaces: create, list", "namespaces, 'cafe': delete, get, update",
                                 "secrets in all namespaces: create, list",
                                 "secrets in all namespaces, 'key': delete, get, update"});
  CHECK(derived.HasNote("makes namespace cafe"));
  Installation ahead = kShop;
  ahead.existing_namespaces = {"cafe"};
  CHECK(Derived(made, ahead).Texts()[2] == "secrets in namespace cafe: create, list");
  // Its own is there, and so are those of any cluster, which kapp does not delete.
  CHECK(Derived(Object("v1", "Namespace", "name: apps") + Object("v1", "Secret", "name: key")).Texts()[2] ==
        "secrets in namespace apps: create, list");
  CHECK(Derived(Object("v1", "Namespace", "name: kube-public") +
                Object("v1", "Secret", "name: key, namespace: kube-public"))
            .Texts() == Lines{"namespaces: create, list", "namespaces, 'kube-public': get, patch, update",
                              "secrets in namespace kube-public: create, list",
                              "secrets in namespace kube-public, 'key': delete, get, update"});
}

TEST_CASE("Objects go where the installation puts them") {
  const std::string objects =
      Object("v1", "Secret", "name: a, namespace: x") + Object("v1", "Secret", "name: b");
  Installation installation = kShop;
  installation.default_namespace = "d";
  CHECK(Derived(objects, installation).Texts()[0] == "secrets in namespace d: create, list");
  installation.mapped_namespaces = {{"x", "y"}, {"d", "e"}};
  CHECK(Derived(objects, installation).Texts()[2] == "secrets in namespace y: create, list");
  installation.mapped_namespaces = {{"x", "y"}};
  CHECK_THROWS_WITH_AS(Derived(objects, installation),
                       "Secret: mapNs of the Package maps no namespace 'd', so kapp refuses to deploy",
                       Error);
  installation.into_namespace = "z";
  CHECK(
      Derived(objects, installation).Texts() ==
      Lines{"secrets in namespace z: create, list", "secrets in namespace z, 'a', 'b': delete, get, update"});
}

TEST_CASE("Who makes a role holds what it grants") {
  const std::string role =
      Object(kRbac, "Role", "name: reader",
             "rules:\n- {apiGroups: [''], resources: [pods, pods/log], verbs: [get]}\n"
             "- {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: [patch]}\n");
  const Derived held(role);
  CHECK(Allows(held.rights, {"apps", "", "pods/log", "get"}));
  CHECK(Allows(held.rights, {"apps", "apps", "deployments", "patch", "web"}));
  CHECK_FALSE(Allows(held.rights, {"apps", "apps", "deployments", "patch"}));
  CHECK_FALSE(Allows(held.rights, {"apps", kRbacGroup, "roles", "escalate"}));
  Installation escalating = kShop;
  escalating.roles = Installation::Roles::kEscalate;
  const Derived escalated(role, escalating);
  CHECK(Allows(escalated.rights, {"apps", kRbacGroup, "roles", "escalate"}));
  CHECK_FALSE(Allows(escalated.rights, {"apps", "", "pods/log", "get"}));
  CHECK(Derived(Object(kRbac, "ClusterRole", "name: metrics",
                       "rules: [{nonResourceURLs: [/metrics], verbs: [get]}]"))
            .Texts()[2] == "the path /metrics: get");
}

TEST_CASE("What a role grants that is not known can be bound only") {
  const std::string binding =
      "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\n";
  const Derived derived(Object(kRbac, "RoleBinding", "name: b, namespace: x", binding));
  CHECK(Allows(derived.rights, {"x", kRbacGroup, "clusterroles", "bind", "view"}));
  CHECK_FALSE(Allows(derived.rights, {"", kRbacGroup, "clusterroles", "bind", "view"}));
  CHECK(derived.HasNote("it binds clusterrole view, and what that grants is not known"));
  const Derived known(Object(kRbac, "ClusterRole", "name: view", "rules: []\n") +
                      Object(kRbac, "RoleBinding", "name: b, namespace: x", binding));
  CHECK_FALSE(Allows(known.rights, {"x", kRbacGroup, "clusterroles", "bind", "view"}));
  const Derived aggregated(Object(kRbac, "ClusterRole", "name: view", "aggregationRule: {}\n") +
                           Object(kRbac, "ClusterRoleBinding", "name: b", binding));
  CHECK(Allows(aggregated.rights, {"", kRbacGroup, "clusterroles", "escalate"}));
  CHECK(Allows(aggregated.rights, {"", kRbacGroup, "clusterroles", "bind", "view"}));
  CHECK(aggregated.HasNote("in effect all rights in the cluster"));
}

TEST_CASE("Who makes an admission policy can read its parameters") {
  const Derived derived(Object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "name: p",
                               "spec: {paramKind: {apiVersion: v1, kind: ConfigMap}}\n") +
                        Object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
                               "name: b", "spec: {policyName: p, paramRef: {namespace: x, selector: {}}}\n"));
  CHECK(Allows(derived.rights, {"", "", "configmaps", "get"}));
  CHECK(Allows(derived.rights, {"x", "", "configmaps", "list"}));
}

TEST_CASE("Kinds are known from Kubernetes and from definitions") {
  const std::string widget = Object("acme.example/v1", "Widget", "name: w");
  CHECK(Derived(widget).derivation.unknown.size() == 1);
  CHECK(Derived(widget).Texts() == Lines{});
  const std::string definition =
      "spec: {group: acme.example, scope: Cluster, names: {kind: Widget, plural: widgetry}}\n";
  const Derived derived(widget +
                        Object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "name: x", definition));
  CHECK(derived.Texts()[2] == "widgetry.acme.example: create, list");
  const ResourceKinds kinds;
  CHECK(kinds.Find("", "Endpoints")->plural == "endpoints");
  CHECK(kinds.Find("networking.k8s.io", "NetworkPolicy")->plural == "networkpolicies");
  CHECK(kinds.Find("extensions", "Pod") == nullptr);
  CHECK(kinds.IsClusterScoped("", "namespaces"));
  CHECK_FALSE(kinds.IsClusterScoped("", "pods"));
}

TEST_CASE("Definitions that define nothing, or something else, are refused") {
  ResourceKinds kinds;
  const auto add = [&](const std::string& spec) {
    kinds.AddDefinition(yaml::ParseYamlAsJson("spec: " + spec, ""));
  };
  add("{group: a.example, scope: Namespaced, names: {kind: Pear, plural: pears}}");
  add("{group: a.example, scope: Namespaced, names: {kind: Pear, plural: pears}}");
  CHECK_THROWS_WITH_AS(add("{group: a.example, scope: Cluster, names: {kind: Pear, plural: pears}}"),
                       "the kind Pear of a.example is known as pears, not as cluster-scoped pears", Error);
  CHECK_THROWS_WITH_AS(add("{group: a.example, scope: Namespaced, names: {kind: Fig}}"),
                       "the CustomResourceDefinition has no spec.names.plural", Error);
  CHECK_THROWS_WITH_AS(
      add("{group: a.example, scope: Some, names: {kind: Fig, plural: figs}}"),
      "the CustomResourceDefinition has spec.scope 'Some', which is neither Namespaced nor Cluster", Error);
}

TEST_CASE("What is not known is said") {
  CHECK(Derived(Object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "name: w"))
            .HasNote("whom they let through is not known"));
  CHECK(Derived(Object("apiregistration.k8s.io/v1", "APIService", "name: v1.x"))
            .HasNote("which kinds its server has"));
  CHECK(Derived(Object("packaging.carvel.dev/v1alpha1", "PackageInstall", "name: p"))
            .HasNote("a ServiceAccount of its own"));
  CHECK(Derived(Object(kRbac, "ClusterRole",
                       "name: r, labels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}"))
            .HasNote("is granted by the cluster's view as well"));
}

TEST_CASE("Rules give just the rights that they are made of") {
  const json rules = RulesOf({{"", "", "a", "get", "x"},
                              {"", "", "a", "get", "y"},
                              {"", "", "b", "get", "x"},
                              {"", "", "b", "get", "y"},
                              {"", "", "c", "get", "x"},
                              {"", "", "c", "list"}});
  CHECK(rules == json::parse(R"([
    {"apiGroups": [""], "resources": ["a", "b"], "resourceNames": ["x", "y"], "verbs": ["get"]},
    {"apiGroups": [""], "resources": ["c"], "verbs": ["list"]},
    {"apiGroups": [""], "resources": ["c"], "resourceNames": ["x"], "verbs": ["get"]}])"));
}

TEST_CASE("Each namespace has a Role, and the cluster a ClusterRole if it needs one") {
  std::vector<std::string> kinds;
  for (const json& manifest :
       RoleManifests({{"a", "", "secrets", "get"}, {"b", "", "secrets", "get"}}, kShop)) {
    kinds.push_back(StringMember(manifest, "kind") + " " + StringMember(manifest["metadata"], "namespace") +
                    " " + StringMember(manifest["metadata"], "name"));
  }
  CHECK(kinds == Lines{"ServiceAccount apps shop-apps-sa", "Role a shop-apps-role",
                       "RoleBinding a shop-apps-rolebinding", "Role b shop-apps-role",
                       "RoleBinding b shop-apps-rolebinding"});
  const std::vector<json> of_cluster = RoleManifests({{"", "", "nodes", "get"}}, kShop);
  CHECK(of_cluster.size() == 3);
  CHECK(of_cluster[2]["roleRef"]["name"] == "shop-apps-cluster-role");
  CHECK(of_cluster[2]["subjects"][0]["name"] == "shop-apps-sa");
}

}  // namespace
}  // namespace pkgrepo::kube
