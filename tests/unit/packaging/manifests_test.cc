#include "packaging/manifests.h"

#include <doctest/doctest.h>

#include "kbld/resource.h"

namespace pkgrepo::packaging {
namespace {

using Findings = std::vector<std::string>;

Resources Parse(const std::string& text) { return kbld::ParseResources(text, "file 'm.yaml'"); }

TEST_CASE("Objects have apiVersion, kind and name, once") {
  CHECK(CheckObjects(Parse("apiVersion: v1\nkind: A\nmetadata: {name: a}\n"
                           "---\napiVersion: v1\nkind: A\nmetadata: {name: a, namespace: b}\n"
                           "---\napiVersion: v1\nkind: Job\nmetadata: {generateName: a-}\n"
                           "---\napiVersion: kbld.k14s.io/v1alpha1\nkind: Config\n")) == Findings{});
  CHECK(CheckObjects(Parse("kind: A\nmetadata: {name: a}\n")).at(0).ends_with("has no apiVersion"));
  CHECK(CheckObjects(Parse("apiVersion: v1\nmetadata: {name: a}\n")).at(0).ends_with("has no kind"));
  CHECK(CheckObjects(Parse("apiVersion: v1\nkind: A\n")).at(0).ends_with("has no metadata.name"));
  CHECK(CheckObjects(Parse("apiVersion: v1\nkind: A\nmetadata: {name: a}\ndata: {x: 1, y: 2}\n"
                           "---\napiVersion: v1\nkind: A\ndata: {y: 2, x: 1}\nmetadata: {name: a}\n")) ==
        Findings{});
  const Findings twice =
      CheckObjects(Parse("apiVersion: apps/v1\nkind: A\nmetadata: {name: a}\n"
                         "---\napiVersion: apps/v1beta1\nkind: A\nmetadata: {name: a}\n"));
  REQUIRE(twice.size() == 1);
  CHECK(twice[0] == "object 2 (a/a (apps/v1beta1) cluster) is defined twice with different content");
}

TEST_CASE("What a cluster would refuse of an object is found") {
  const auto finding = [](const std::string& object) {
    const Findings findings = CheckObjects(Parse("apiVersion: v1\nkind: ConfigMap\n" + object));
    return findings.empty() ? "" : findings.at(0);
  };
  CHECK(finding("metadata: {name: my_conf}") ==
        "object 1 (configmap/my_conf (v1) cluster): metadata.name: 'my_conf' may only contain a-z, 0-9 and "
        "'-'");
  CHECK(finding("metadata: {name: a, labels: {a: 1}}")
            .ends_with("metadata.labels.a is the number 1, not a string; put it in quotes"));
  CHECK(finding("metadata: {name: a, annotations: {kapp.k14s.io/update-strategy: replace}}")
            .find("is not one of ") != std::string::npos);
  const Findings install = CheckObjects(Parse(
      "apiVersion: packaging.carvel.dev/v1alpha1\nkind: PackageInstall\nmetadata: {name: a}\n"
      "spec: {packageRef: {refName: a.b.c, versionSelection: {constraints: ~1}}, serviceAccountName: a}\n"));
  REQUIRE(install.size() == 1);
  CHECK(install[0].find("spec.packageRef.versionSelection.constraints: '~1' is not a version range") !=
        std::string::npos);
}

std::string Annotated(const std::string& annotations) {
  return "---\napiVersion: v1\nkind: A\nmetadata:\n  name: a\n  annotations: {" + annotations + "}\n";
}

TEST_CASE("Change rules name change groups that exist") {
  const std::string group = Annotated("kapp.k14s.io/change-group.db: acme/db");
  const std::string rule = "kapp.k14s.io/change-rule: ";
  CHECK(CheckOrdering(Parse(group + Annotated(rule + "upsert after upserting acme/db"))) == Findings{});
  CHECK(CheckOrdering(Parse(Annotated(rule + "delete before deleting change-groups.kapp.k14s.io/crds"))) ==
        Findings{});
  const Findings unknown = CheckOrdering(Parse(group + Annotated(rule + "upsert after upserting acme/bd")));
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0] ==
        "a/a (v1) cluster: change rule 'upsert after upserting acme/bd' names a change group that no object "
        "has; "
        "did you mean 'acme/db'?");
  CHECK(CheckOrdering(Parse(Annotated(rule + "after acme/db"))).size() == 1);
  CHECK(CheckOrdering(Parse(Annotated(rule + "upsert after  upserting acme/db"))).size() == 1);
  CHECK(CheckOrdering(Parse(Annotated(rule + "upsert after upserting change-groups.kapp.k14s.io/crd")))
            .size() == 1);
  CHECK(CheckOrdering(Parse(Annotated("kapp.k14s.io/change-group: not good"))).size() == 1);
}

TEST_CASE("Placeholders of groups stand for parts of the object") {
  const std::string group = Annotated("kapp.k14s.io/change-group: 'acme/{kind}'");
  CHECK(CheckOrdering(Parse(group + Annotated("kapp.k14s.io/change-rule: upsert after upserting acme/A"))) ==
        Findings{});
  CHECK(CheckOrdering(Parse(Annotated("kapp.k14s.io/change-group: 'acme/{colour}'"))).size() == 1);
}

TEST_CASE("kapp's Config may bind groups and rules") {
  const std::string config =
      "---\napiVersion: kapp.k14s.io/v1alpha1\nkind: Config\n"
      "changeGroupBindings: [{name: acme/all}]\n"
      "changeRuleBindings: [{rules: [upsert after upserting acme/GROUP]}]\n";
  CHECK(CheckOrdering(Parse(config)).size() == 1);
  CHECK(CheckOrdering(Parse(Annotated("kapp.k14s.io/change-group: acme/GROUP") + config)) == Findings{});
}

TEST_CASE("Images are looked up as kbld does: what comes first wins") {
  const std::string locked = "reg.test/app@sha256:" + std::string(64, '0');
  const imgpkg::ImagesLock lock{
      .images = {{.image = locked, .annotations = {{"kbld.carvel.dev/id", "reg.test/app:1"}}},
                 {.image = "reg.test/unused@sha256:" + std::string(64, '1'),
                  .annotations = {{"kbld.carvel.dev/id", "reg.test/unused:1"}}}}};
  const auto pod = [](const std::string& image) {
    return "---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: \"" + image + "\"}\n";
  };
  const auto config = [](const std::string& image, const std::string& by) {
    return "---\napiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides: [{image: \"" + image +
           "\", newImage: \"" + by + "\"}]\n";
  };
  const auto use = [&](const std::string& text) { return FindImageUse(Parse(text), lock); };
  const std::string lock_text = lock.ToYaml();

  CHECK(use(pod("reg.test/app:1") + lock_text).locked == std::vector<size_t>{0});
  CHECK(use(pod(locked) + lock_text).locked == std::vector<size_t>{0});
  const ImageUse unlocked = use(pod("reg.test/app:2") + lock_text);
  REQUIRE(unlocked.unlocked.size() == 1);
  CHECK(unlocked.unlocked[0].ToString() == "reg.test/app:2 of pod/a (v1) cluster");

  // The override is taken, and its tag is asked for.
  const ImageUse before =
      use(pod("reg.test/app:1") + config("reg.test/app:1", "reg.test/side:1") + lock_text);
  REQUIRE(before.unlocked.size() == 1);
  CHECK(before.unlocked[0].ToString() ==
        "reg.test/side:1 of pod/a (v1) cluster (with which an override replaces reg.test/app:1 before kbld "
        "reads the "
        "lock)");
  CHECK(use(pod("reg.test/app:1") + config("reg.test/app:1", locked) + lock_text).unlocked.empty());
  // What the lock has not, imgpkg does not copy.
  CHECK(use(pod("reg.test/app:1") + config("reg.test/app:1", "reg.test/side@sha256:" + std::string(64, '2')) +
            lock_text)
            .unlocked.size() == 1);
  // A tag remains one, also where kbld is told to ask for nothing.
  CHECK(use(pod("reg.test/app:1") +
            "---\napiVersion: kbld.k14s.io/v1alpha1\nkind: Config\noverrides: "
            "[{image: \"reg.test/app:1\", newImage: \"reg.test/side:1\", preresolved: true}]\n" +
            lock_text)
            .unlocked.size() == 1);
  // The lock is taken, and the override has no effect.
  const ImageUse after = use(pod("reg.test/app:1") + lock_text + config("reg.test/app:1", "reg.test/side:1"));
  CHECK(after.unlocked.empty());
  CHECK(after.stale == std::set<StaleImage>{{"reg.test/app:1", locked, "reg.test/side:1"}});
  CHECK(use(pod("reg.test/app:1") + lock_text + config("reg.test/app:1", "reg.test/app:1.2")).stale.empty());
}

TEST_CASE("An entry of the lock may have a short name, as kbld writes it for a digest that was given") {
  const std::string digest = "@sha256:" + std::string(64, '0');
  const std::string pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {image: \"";
  for (const std::string name : {"nginx", "docker.io/library/nginx", "index.docker.io/library/nginx"}) {
    const imgpkg::ImagesLock lock{
        .images = {{.image = name + digest, .annotations = {{"kbld.carvel.dev/id", "nginx:1"}}}}};
    for (const std::string& image :
         {std::string("nginx:1"), "nginx" + digest, "index.docker.io/library/nginx" + digest}) {
      const ImageUse use = FindImageUse(Parse(pod + image + "\"}\n---\n" + lock.ToYaml()), lock);
      CHECK(use.unlocked.empty());
      CHECK(use.locked == std::vector<size_t>{0});
    }
  }
}

}  // namespace
}  // namespace pkgrepo::packaging
