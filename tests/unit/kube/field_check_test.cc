#include "kube/field_check.h"

#include <doctest/doctest.h>

#include "yaml/json_yaml.h"

namespace pkgrepo::kube {
namespace {

using Messages = std::vector<std::string>;

// The faults of a Package of which `spec` adds to, or replaces, what one needs.
Messages FaultsOf(const char* api_version, const char* kind, const std::string& spec) {
  const StructType* type = FindResourceType(api_version, kind);
  REQUIRE(type != nullptr);
  const nlohmann::json resource = {{"apiVersion", api_version},
                                   {"kind", kind},
                                   {"metadata", {{"name", "a"}}},
                                   {"spec", yaml::ParseYamlAsJson(spec, "")}};
  Messages messages;
  for (const FieldFault& fault : CheckFields(resource, *type)) {
    messages.push_back(fault.message + (fault.hint.empty() ? "" : " (" + fault.hint + ")"));
  }
  return messages;
}

Messages PackageFaults(const std::string& more) {
  return FaultsOf("data.packaging.carvel.dev/v1alpha1", "Package",
                  "refName: boat.sea.example\n"
                  "version: 1.0.0\n"
                  "template: {spec: {fetch: [{imgpkgBundle: {image: a}}], template: [{ytt: {}}], deploy: "
                  "[{kapp: {}}]}}\n" +
                      more);
}

Messages AppFaults(const std::string& more) {
  return FaultsOf("kappctrl.k14s.io/v1alpha1", "App",
                  "serviceAccountName: a\nfetch: [{inline: {paths: {a: b}}}]\ntemplate: [{ytt: {}}]\ndeploy: "
                  "[{kapp: {}}]\n" +
                      more);
}

Messages MetadataFaults(const std::string& spec) {
  return FaultsOf("data.packaging.carvel.dev/v1alpha1", "PackageMetadata", spec);
}

TEST_CASE("What kapp-controller knows is let through") {
  CHECK(PackageFaults("licenses: [MIT]\n"
                      "releasedAt: 2021-05-13T18:00:00Z\n"
                      "capacityRequirementsDescription: much\n"
                      "releaseNotes: none\n"
                      "valuesSchema: {openAPIv3: {type: object}}\n"
                      "includedSoftware: [{displayName: a, version: 1.0.0, description: b}]\n"
                      "kubernetesVersionSelection: {constraints: '>=1.25.0'}\n"
                      "kappControllerVersionSelection: {constraints: '>=0.40.0'}\n") == Messages{});
  CHECK(MetadataFaults(
            "displayName: Boat\nmaintainers: [{name: Ann}]\ncategories: [a]\niconSVGBase64: '?'\n") ==
        Messages{});
  CHECK(
      AppFaults(
          "serviceAccountName: a\nsyncPeriod: 10m\npaused: true\ncluster: {namespace: a}\nlicenses:\n") ==
      Messages{
          "unknown field spec.licenses (known fields: serviceAccountName, cluster, fetch, template, deploy, "
          "paused, canceled, syncPeriod, noopDelete, defaultNamespace)"});
}

TEST_CASE("Unknown fields are told from the ones that were meant") {
  CHECK(AppFaults("deploy: [{kap: {}}]") ==
        Messages{"unknown field spec.deploy[0].kap (did you mean 'kapp'?)",
                 "spec.deploy[0]: 'kapp' is missing"});
  CHECK(MetadataFaults("displayNmae: Boat") ==
        Messages{"unknown field spec.displayNmae (did you mean 'displayName'?)"});
  CHECK(PackageFaults("valuesSchema: {openAPIV3: {}}") ==
        Messages{"unknown field spec.valuesSchema.openAPIV3 (did you mean 'openAPIv3'?)"});
}

TEST_CASE("Types are those of Go's structs") {
  CHECK(PackageFaults("licenses: MIT") == Messages{"spec.licenses is a string, not a list of strings"});
  CHECK(MetadataFaults("maintainers: [bob]") == Messages{"spec.maintainers[0] is a string, not a map"});
  CHECK(MetadataFaults("providerName: 5") ==
        Messages{"spec.providerName is the number 5, not a string (put it in quotes)"});
  CHECK(PackageFaults("releaseNotes: on") ==
        Messages{"spec.releaseNotes is the boolean true, not a string (put it in quotes)"});
  CHECK(AppFaults("paused: 'true'") == Messages{"spec.paused is a string, not true or false"});
  CHECK(AppFaults("fetch: [{git: {url: a, depth: 1.5}}]") ==
        Messages{"spec.fetch[0].git.depth is the number 1.5, not a whole number"});
  CHECK(AppFaults("fetch: {}") == Messages{"spec.fetch is a map, not a list of maps"});
  CHECK(AppFaults("fetch: [{inline: {paths: {a: 1}}}]") ==
        Messages{"spec.fetch[0].inline.paths.a is the number 1, not a string (put it in quotes)"});
}

TEST_CASE("What the controller cannot reconcile is refused, though the API takes it") {
  CHECK(AppFaults("fetch: []") == Messages{"spec: 'fetch' is missing"});
  CHECK(AppFaults("fetch: [{}]") ==
        Messages{"spec.fetch[0]: one of inline, image, http, git, helmChart, imgpkgBundle is missing"});
  CHECK(AppFaults("fetch: [{inline: {}, image: {url: a}}]") ==
        Messages{"spec.fetch[0]: inline and image are mutually exclusive"});
  CHECK(AppFaults("template: [null]").size() == 1);
  CHECK(AppFaults("deploy: [{kapp: {}}, {kapp: {}}]") == Messages{"spec.deploy may have only one entry"});
  CHECK(AppFaults("deploy: [{kapp: }]") == Messages{"spec.deploy[0]: 'kapp' is missing"});
  CHECK(AppFaults("deploy: [{kapp: {mapNs: [a]}}]") ==
        Messages{"spec.deploy[0].kapp.mapNs[0]: 'a' is not of the form 'source=destination'"});
  CHECK(AppFaults("syncPeriod: soon") ==
        Messages{"spec.syncPeriod: 'soon' is not a duration such as 10m or 1h30m"});
  CHECK(AppFaults("deploy: [{kapp: {rawOptions: [--wait-timeout=1m, --unheard-of]}}]") == Messages{});
  CHECK(AppFaults("deploy: [{kapp: {rawOptions: [--file=/etc/passwd]}}]") ==
        Messages{
            "spec.deploy[0].kapp.rawOptions[0]: '--file=/etc/passwd' is an option that kapp-controller sets "
            "itself and refuses here"});
  CHECK(AppFaults("deploy: [{kapp: {rawOptions: [--wait-timeot=1m]}}]").size() == 1);
  CHECK(AppFaults("deploy: [{kapp: {rawOptions: [-f]}}]").size() == 1);
  CHECK(AppFaults("serviceAccountName: ''") ==
        Messages{"spec: one of serviceAccountName, cluster is missing"});
  CHECK(AppFaults("serviceAccountName:\ncluster: {namespace: a}") == Messages{});
  CHECK(AppFaults("template: [{ytt: {valuesFrom: [{path: a, secretRef: {name: b}}]}}]").size() == 1);
}

TEST_CASE("Versions, times and ranges have their form") {
  CHECK(PackageFaults("releasedAt: 2024-05-01") ==
        Messages{"spec.releasedAt: '2024-05-01' is not a time such as 2022-06-01T12:00:00Z"});
  CHECK(PackageFaults("kubernetesVersionSelection: {constraints: ~1.30}").size() == 1);
  CHECK(PackageFaults("releasedAt: ''").size() == 1);
  CHECK(AppFaults("syncPeriod: ''").size() == 1);
  CHECK(AppFaults("defaultNamespace: ''") == Messages{});
  CHECK(PackageFaults("kubernetesVersionSelection: {}") ==
        Messages{"spec.kubernetesVersionSelection: 'constraints' is missing"});
  CHECK(PackageFaults("version: latest").size() == 1);
  CHECK(PackageFaults("version: 1.10") ==
        Messages{"spec.version is the number 1.1, not a string (put it in quotes)"});
}

TEST_CASE("A schema is a map, whatever is in it") {
  CHECK(PackageFaults("valuesSchema: {openAPIv3: {type: text, properties: 5}}") == Messages{});
  CHECK(PackageFaults("valuesSchema: {openAPIv3: []}") ==
        Messages{"spec.valuesSchema.openAPIv3 is a list, not a schema (a map)"});
}

}  // namespace
}  // namespace pkgrepo::kube
