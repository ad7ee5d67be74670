#include "kube/kapp_annotations.h"

#include <doctest/doctest.h>

namespace pkgrepo::kube {
namespace {

using Messages = std::vector<std::string>;

Messages FaultsOf(const std::string& annotation, const nlohmann::json& value) {
  Messages messages;
  const nlohmann::json object = {{"metadata", {{"annotations", {{"kapp.k14s.io/" + annotation, value}}}}}};
  for (const FieldFault& fault : CheckKappAnnotations(object)) {
    messages.push_back(fault.message + (fault.hint.empty() ? "" : " (" + fault.hint + ")"));
  }
  return messages;
}

TEST_CASE("Annotations take values of a closed set") {
  for (const char* value : {"", "fallback-on-replace", "always-replace", "skip"}) {
    CHECK(FaultsOf("update-strategy", value) == Messages{});
  }
  CHECK(FaultsOf("update-strategy", "fallback-on-update") ==
        Messages{"annotation kapp.k14s.io/update-strategy: 'fallback-on-update' is not one of '', "
                 "'fallback-on-replace', 'always-replace', 'skip'"});
  CHECK(FaultsOf("create-strategy", "maybe").size() == 1);
  CHECK(FaultsOf("delete-strategy", "orphan") == Messages{});
  CHECK(FaultsOf("delete-strategy", "keep").size() == 1);
  CHECK(FaultsOf("deploy-logs", "never").size() == 1);
  CHECK(FaultsOf("nonce", "1").size() == 1);
  CHECK(FaultsOf("num-versions", "many").size() == 1);
  CHECK(FaultsOf("renew-duration", "2160h") == Messages{});
  CHECK(FaultsOf("renew-duration", "soon").size() == 1);
}

TEST_CASE("Annotations that are not a map do not count") {
  for (const char* text :
       {R"({"metadata": [1]})", R"({"metadata": "a"})", R"({"metadata": {"annotations": [1]}})"}) {
    CHECK(CheckKappAnnotations(nlohmann::json::parse(text)).empty());
  }
}

TEST_CASE("Annotations that count by being there are not switched off by a word") {
  CHECK(FaultsOf("versioned", "") == Messages{});
  CHECK(FaultsOf("disable-wait", "true") == Messages{});
  CHECK(FaultsOf("noop", "False").size() == 1);
}

TEST_CASE("Annotations that are nearly kapp's are no use") {
  CHECK(FaultsOf("update-stategy", "skip") ==
        Messages{"annotation kapp.k14s.io/update-stategy is unknown to kapp (did you mean "
                 "'kapp.k14s.io/update-strategy'?)"});
  CHECK(FaultsOf("change-groups", "a").size() == 1);
  CHECK(FaultsOf("change-group.apps-x", "a") == Messages{});
  CHECK(FaultsOf("unheard-of", "a") == Messages{});
}

TEST_CASE("References to versioned objects are YAML") {
  CHECK(FaultsOf("versioned-explicit-ref", "apiVersion: v1\nkind: ConfigMap\nname: a\n") == Messages{});
  CHECK(FaultsOf("versioned-explicit-ref.b", "kind: ConfigMap").size() == 1);
  CHECK(FaultsOf("versioned-explicit-ref", "a: [").size() == 1);
}

}  // namespace
}  // namespace pkgrepo::kube
