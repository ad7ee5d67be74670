#include "kube/change_rule.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::kube {
namespace {

const nlohmann::json kObject = {{"apiVersion", "apps/v1"},
                                {"kind", "Deployment"},
                                {"metadata", {{"name", "web"}, {"namespace", "shop"}}}};

TEST_CASE("A rule is four words with one blank between") {
  CHECK(ParseChangeRule("upsert after upserting x.example/a").group == "x.example/a");
  CHECK(ParseChangeRule("delete before deleting a").group == "a");
  for (const char* wrong :
       {"", "after a", "create after upserting a", "upsert after creating a", "upsert  after upserting a",
        "upsert after upserting a ", "upsert after upserting"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(ParseChangeRule(wrong), Error);
  }
}

TEST_CASE("Placeholders of a group stand for parts of the object") {
  CHECK(ExpandChangeGroup("{api-group}/{kind}.{name}.{namespace}", kObject) == "apps/Deployment.web.shop");
  CHECK_THROWS_WITH_AS(ExpandChangeGroup("x.example/{colour}", kObject),
                       "has the placeholder {colour}, for which the object has no value", Error);
  CHECK_THROWS_AS(ExpandChangeGroup("x.example/{crd-kind}", kObject), Error);
  CHECK_THROWS_AS(ExpandChangeGroup("not good", kObject), Error);
  CHECK_THROWS_AS(ExpandChangeGroup("x.example/a/b", kObject), Error);
  CHECK_THROWS_AS(ExpandChangeGroup("x.example/{kind", kObject), Error);
  CHECK_THROWS_AS(ExpandChangeGroup("", kObject), Error);
}

TEST_CASE("kapp has groups of its own") {
  CHECK(IsBuiltInGroup("change-groups.kapp.k14s.io/crds"));
  CHECK(IsBuiltInGroup("change-groups.kapp.k14s.io/crds-sea.example-Boat"));
  CHECK_FALSE(IsBuiltInGroup("change-groups.kapp.k14s.io/crd"));
  CHECK_FALSE(IsBuiltInGroup("x.example/crds"));
}

}  // namespace
}  // namespace pkgrepo::kube
