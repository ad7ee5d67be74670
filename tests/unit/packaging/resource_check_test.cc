#include "packaging/resource_check.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/package_resource.h"

namespace pkgrepo::packaging {
namespace {

const char kPackage[] =
    "apiVersion: data.packaging.carvel.dev/v1alpha1\n"
    "kind: Package\n"
    "metadata:\n"
    "  name: pear.example.com.1.0.0\n"
    "spec:\n"
    "  refName: pear.example.com\n"
    "  version: 1.0.0\n"
    "  template:\n"
    "    spec:\n"
    "      fetch:\n"
    "      - imgpkgBundle: {image: x}\n"
    "      template:\n"
    "      - ytt: {paths: [config]} # usual\n"
    "      deploy:\n"
    "      - kapp: {}\n"
    "  releaseNotes: |\n"
    "    #@ this is text\n";

std::string FaultsOf(const std::string& old, const std::string& changed) {
  try {
    CheckPackageResource("p.yaml", ReplaceAll(kPackage, old, changed), kPackageKind);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("A Package as kapp-controller takes it passes") { CHECK(FaultsOf("", "") == ""); }

TEST_CASE("Faults have the line of what is wrong") {
  CHECK(FaultsOf("kapp:", "kap:") ==
        "p.yaml:15: unknown field spec.template.spec.deploy[0].kap\n"
        "  note: p.yaml:15: spec.template.spec.deploy[0]: 'kapp' is missing\n"
        "  hint: did you mean 'kapp'?\n");
  CHECK(FaultsOf("kind: Package", "kind: App") == "p.yaml:2: expected kind Package, found App\n");
  CHECK(FaultsOf("pear.example.com.1.0.0", "\n    [1]").starts_with("p.yaml:"));
  CHECK(FaultsOf("1.0.0\n  template", "1.0\n  template") ==
        "p.yaml:7: spec.version is the number 1.0, not a string\n  hint: put it in quotes\n");
  CHECK(FaultsOf("  version: 1.0.0", "  version: latest") ==
        "p.yaml:7: spec.version: 'latest' is not a semantic version: No Major.Minor.Patch elements found\n");
  CHECK(FaultsOf("spec:\n  ref", "spec:\n  version: 2.0.0\n  ref") ==
        "p.yaml:8: key 'version' is given twice\n");
  CHECK(FaultsOf("# usual", "#@ unusual")
            .starts_with("p.yaml:13: kapp-controller would run '#@ unusual' as ytt template code"));
  CHECK(FaultsOf("metadata:\n", "metadata:\n  labels: {a: 1}\n") ==
        "p.yaml:4: metadata.labels.a is the number 1, not a string\n  hint: put it in quotes\n");
}

TEST_CASE("A text that is not a resource is an error") {
  for (const char* text :
       {"", "[]", "a", "apiVersion: {}", "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: [1]\n",
        "a: [", "a: &x [*x]", "? [a]\n: b\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(CheckPackageResource("p.yaml", text, kPackageKind), Error);
  }
}

TEST_CASE("Names that are no names of packages never become paths") {
  const std::string text = ReplaceAll(kPackage, "pear.example.com", "pkg./../../x");
  CHECK_THROWS_AS(ReadPackageIdentity("p.yaml", text), Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
