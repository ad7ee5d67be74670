#include <doctest/doctest.h>
#include <stdlib.h>

#include "base/error.h"
#include "sync_fixture.h"

namespace pkgrepo::vendir {
namespace {

// A stand-in for Helm 3: notes its calls, and for `pull` unpacks a chart beside the empty folder that Helm leaves.
class HelmFixture : public SyncFixture {
 public:
  HelmFixture() {
    files.WriteFile(Path("helm"), R"(#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/calls"
[ -f "$HELM_CONFIG_HOME/repositories.yaml" ] && cp "$HELM_CONFIG_HOME/repositories.yaml" "$here/repositories.yaml"
[ "$1 $2" = "registry login" ] && cat > "$here/input"
[ "$1" = pull ] || exit 0
while [ "$1" != --untardir ]; do shift; done
mkdir -p "$2/app/templates" "$2/app-1.2.3.tgz"
printf 'name: app\nversion: v1.2.3\n' > "$2/app/Chart.yaml"
)");
    files.SetMode(Path("helm"), 0755);
    ::setenv("VENDIR_HELM_BINARY", Path("helm").c_str(), 1);
  }
  ~HelmFixture() { ::unsetenv("VENDIR_HELM_BINARY"); }
};

const std::string kSecret =
    "\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {username: dXNlcg==, password: "
    "cGFzcw==}}";

std::string Chart(const std::string& rest) {
  return "- {path: v, contents: [{path: x, helmChart: {" + rest + "}}]}";
}

}  // namespace

TEST_CASE("a chart is taken from beside what helm leaves, and the lock says all of its versions") {
  HelmFixture fixture;
  const LockConfig lock =
      fixture.Sync(Chart("name: app, version: ^1.0, repository: {url: 'http://host.test'}"));
  CHECK(fixture.Tree("v") == std::vector<std::string>{"x/Chart.yaml"});
  CHECK(FormatLockConfig(lock).find("  - helmChart:\n      appVersion: \"\"\n      version: v1.2.3\n") !=
        std::string::npos);
  CHECK(fixture.Read("calls").starts_with("pull app --repo http://host.test --untar --untardir "));
  CHECK(fixture.Read("calls").ends_with(" --version ^1.0\n"));
}

TEST_CASE("a chart of the former stable repository is found where it is now") {
  HelmFixture fixture;
  fixture.Sync(Chart("name: stable/app"));
  CHECK(fixture.Read("calls").starts_with("pull app --repo https://charts.helm.sh/stable --untar "));
}

TEST_CASE("helm gets passwords by a file or its input, never as an argument") {
  HelmFixture fixture;
  fixture.Sync(Chart("name: app, repository: {url: 'https://host.test', secretRef: {name: s}}") + kSecret);
  CHECK(fixture.Read("calls").starts_with("repo update\npull vendir/app --untar "));
  CHECK(fixture.Read("repositories.yaml").find("password: pass\n") != std::string::npos);

  HelmFixture registry;
  registry.Sync(
      Chart("name: app, version: 1.2.3, repository: {url: 'oci://host.test/charts', secretRef: {name: s}}") +
      kSecret);
  CHECK(
      registry.Read("calls").starts_with("registry login host.test/charts --username user "
                                         "--password-stdin\npull oci://host.test/charts/app --untar "));
  CHECK(registry.Read("input") == "pass");
}

TEST_CASE("a chart of a registry needs a version") {
  HelmFixture fixture;
  CHECK_THROWS_WITH_AS(
      fixture.Sync(Chart("name: app, repository: {url: 'oci://host.test/charts'}")),
      "Syncing directory 'v': Syncing directory 'x' with helm chart contents: Expected non-empty "
      "version",
      Error);
}

}  // namespace pkgrepo::vendir
