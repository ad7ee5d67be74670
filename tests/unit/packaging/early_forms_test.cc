#include "packaging/early_forms.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "packaging/package_resource.h"

namespace pkgrepo::packaging {
namespace {

const std::string kMetadata = GenerateMetadata("pear.example.com", "Pear", "A fruit");

std::string Package(const std::string& step, const std::string& more = "") {
  return "apiVersion: data.packaging.carvel.dev/v1alpha1\n"
         "kind: Package\n"
         "metadata: {name: pear.example.com.1.0.0}\n"
         "spec:\n"
         "  refName: pear.example.com\n"
         "  version: 1.0.0\n" +
         more +
         "  template:\n"
         "    spec:\n"
         "      fetch: [{imgpkgBundle: {image: x}}]\n"
         "      template:\n"
         "      - " +
         step +
         "\n"
         "      deploy: [{kapp: {}}]\n";
}

std::string FaultOf(const std::string& package) {
  try {
    ToEarlyPackage("p.yaml", package, kMetadata);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

TEST_CASE("What the early form has of a Package and its metadata is kept, what only informs is left out") {
  CHECK(ToEarlyPackage("p.yaml", Package("ytt: {}", "  licenses: [MIT]\n  valuesSchema: {}\n"), kMetadata) ==
        "apiVersion: package.carvel.dev/v1alpha1\n"
        "kind: Package\n"
        "metadata:\n"
        "  name: pear.example.com.1.0.0\n"
        "spec:\n"
        "  description: A fruit\n"
        "  displayName: Pear\n"
        "  publicName: pear.example.com\n"
        "  template:\n"
        "    spec:\n"
        "      deploy:\n"
        "      - kapp: {}\n"
        "      fetch:\n"
        "      - imgpkgBundle:\n"
        "          image: x\n"
        "      template:\n"
        "      - ytt: {}\n"
        "  version: 1.0.0\n");
}

TEST_CASE("What would behave otherwise is refused at its line") {
  const std::string note = "  note: the stage has Packages of package.carvel.dev/v1alpha1\n";
  CHECK(FaultOf(Package("ytt: {fileMarks: ['a:exclude=true']}")) ==
        "p.yaml:11: unknown field spec.template.spec.template[0].ytt.fileMarks\n" + note +
            "  hint: known fields: ignoreUnknownComments, strict, inline, paths\n");
  CHECK(FaultOf(Package("ytt: {}", "  kubernetesVersionSelection: {constraints: '>=1.20.0'}\n"))
            .starts_with("p.yaml:7: unknown field spec.kubernetesVersionSelection\n"));
}

TEST_CASE("The line is that of the Package that people have written, if there is one") {
  const std::string more = "  kubernetesVersionSelection: {constraints: '>=1.20.0'}\n";
  const auto written = [&](const std::string& path) {
    CHECK(path == "p.yaml");
    return ConfigNode::Parse("pear/package.yaml", "# By hand.\n" + Package("ytt: {}", more));
  };
  CHECK_THROWS_AS(ToEarlyPackage("p.yaml", Package("ytt: {}", more), kMetadata, written), Error);
  try {
    ToEarlyPackage("p.yaml", Package("ytt: {}", more), kMetadata, written);
  } catch (const Error& error) {
    CHECK(error.Render().starts_with("pear/package.yaml:8: unknown field spec.kubernetesVersionSelection\n"));
  }
}

TEST_CASE("The bundle has a file for each Package, and none for metadata") {
  const std::map<std::string, std::string> files = ToEarlyBundle({{".imgpkg/images.yml", "lock"},
                                                                  {"packages/pear.example.com/1.0.0.yml", Package("ytt: {}")},
                                                                  {"packages/pear.example.com/metadata.yml", kMetadata}});
  CHECK(files.size() == 2);
  CHECK(files.at(".imgpkg/images.yml") == "lock");
  CHECK(files.contains("packages/pear.example.com.1.0.0.yml"));
}

}  // namespace
}  // namespace pkgrepo::packaging
