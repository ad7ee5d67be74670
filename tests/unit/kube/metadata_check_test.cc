#include "kube/metadata_check.h"

#include <doctest/doctest.h>

#include "yaml/json_yaml.h"

namespace pkgrepo::kube {
namespace {

using Messages = std::vector<std::string>;

Messages FaultsOf(const std::string& object) {
  Messages messages;
  for (const FieldFault& fault : CheckMetadata(yaml::ParseYamlAsJson(object, "")))
    messages.push_back(fault.message);
  return messages;
}

TEST_CASE("Metadata is what an API server takes") {
  CHECK(
      FaultsOf(
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b, creationTimestamp: null,\n"
          "  labels: {x.example/a: b}, annotations: {X.example/a: 'any ü'}, finalizers: [x.example/f]}\n") ==
      Messages{});
  CHECK(FaultsOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n").size() == 1);
  CHECK(FaultsOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: a.b}\n").size() == 1);
  CHECK(FaultsOf("kind: A\nmetadata: {labels: {a: 1}}") ==
        Messages{"metadata.labels.a is the number 1, not a string"});
  CHECK(FaultsOf("kind: A\nmetadata: {annotations: {a: true}}") ==
        Messages{"metadata.annotations.a is the boolean true, not a string"});
  CHECK(FaultsOf("kind: A\nmetadata: {lables: {}}") == Messages{"unknown field metadata.lables"});
  CHECK(FaultsOf("kind: A\nmetadata: {labels: {a: b c, a/b/c: d}}") ==
        Messages{"metadata.labels.a: 'b c' may only contain letters, digits, '-', '_' and '.'",
                 "metadata.labels: the key 'a/b/c' has more than one '/'"});
  CHECK(FaultsOf("kind: A\nmetadata: {annotations: {a: " + std::string(256 * 1024, 'x') + "}}") ==
        Messages{"metadata.annotations are longer than 256 KiB in total"});
}

TEST_CASE("Templates of pods have metadata, too") {
  CHECK(FaultsOf("apiVersion: apps/v1\nkind: Deployment\nspec: {template: {metadata: {labels: {a: 1}}}}") ==
        Messages{"spec.template.metadata.labels.a is the number 1, not a string"});
  CHECK(FaultsOf("apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {metadata: "
                 "{annotations: {a: on}}}}}}") ==
        Messages{"spec.jobTemplate.spec.template.metadata.annotations.a is the boolean true, not a string"});
  CHECK(FaultsOf(
            "apiVersion: apps/v1\nkind: StatefulSet\nspec: {volumeClaimTemplates: [{metadata: {labels: {a: "
            "'b c'}}}]}")
            .size() == 1);
  CHECK(FaultsOf("apiVersion: example.com/v1\nkind: Boat\nspec: {template: {metadata: {labels: {a: 1}}}}") ==
        Messages{});
}

}  // namespace
}  // namespace pkgrepo::kube
