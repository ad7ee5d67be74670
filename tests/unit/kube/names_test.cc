#include "kube/names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kube/object_names.h"
#include "kube/time.h"

namespace pkgrepo::kube {
namespace {

using Check = NameFault (*)(std::string_view);
using Texts = std::vector<std::string>;

void Expect(Check check, const Texts& right, const Texts& wrong) {
  for (const std::string& text : right) {
    CAPTURE(text);
    CHECK(check(text) == std::nullopt);
  }
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(check(text).has_value());
  }
}

std::string Letters(size_t count) { return std::string(count, 'a'); }

TEST_CASE("Names of each form are told from others") {
  Expect(DnsLabelFault, {"a", "1", "a-1", Letters(63)},
         {"", "A", "a.b", "-a", "a-", "a_b", "é", Letters(64)});
  Expect(ServiceNameFault, {"a", "a1"}, {"1a", "a.b"});
  Expect(DnsSubdomainFault, {"a", "a.b-c.1", Letters(253)},
         {"", "a..b", ".a", "a.", "a.-b", "A.b", "a_b", Letters(254)});
  Expect(PathSegmentFault, {"a:B_c", "system:x"}, {"", ".", "..", "a/b", "a%2f"});
  Expect(QualifiedNameFault, {"a", "A_b.C", "x.example/a"},
         {"", "a b", "/a", "a/", "a/b/c", "X.example/a", "_a", "x/" + Letters(64)});
  Expect(ChangeGroupFault, {"x.example/" + Letters(80)}, {"a/b/c", "not good"});
  Expect(LabelValueFault, {"", "A", "a_b.C-d", Letters(63)}, {"a b", "-a", "a.", "ü", Letters(64)});
}

TEST_CASE("Packages have full names and semantic versions") {
  Expect(PackageNameFault, {"boat.sea.example", "a.b.c.d"},
         {"", "boat", "boat.example", "a..b.c", "my_boat.sea.example", "A.b.c", "pkg./../../x", "../../x.y"});
  Expect(PackageVersionFault, {"1.0.0", "1.0.0-rc.1", "1.0.0+vmware.1-tkg.1", "1.0.0-RC1", "0.0.0"},
         {"", "latest", "2.0", "v1.0.0", "0.0.1.rc1", "01.2.3", "1.0.0_vmware.1", "1.2.3-", "1.0.0-01",
          "1.0.0-a..b", "1.0.0+", "1.0.0 ", "99999999999999999999.0.0", "1.0.0+99999999999999999999"});
  Expect(VersionRangeFault, {">=1.25.0", "1.x", ">=1.0.0 <2.0.0 || 3.0.0"},
         {"", "~1.30", ">=v1.30.0", "at least 1.30"});
  CHECK(*PackageNameFault("app.acme") == "must have at least three segments, as in 'contour.acme.com'");
  CHECK(*PackageNameFault("a_b.c.d") == "has the segment 'a_b', which may only contain a-z, 0-9 and '-'");
  CHECK(*PackageVersionFault("0.0.1.rc1") ==
        "is not a semantic version: Invalid character(s) found in patch number \"1.rc1\"");
}

TEST_CASE("Times and durations are Go's") {
  Expect(TimeFault,
         {"2021-05-13T18:00:00Z", "2024-02-29T00:00:00.123456789012+02:00", "2021-05-13T18:00:00,5-00:30"},
         {"", "yesterday", "2024-05-01", "2023-02-29T00:00:00Z", "2021-05-13T24:00:00Z", "2021-05-13T18:00Z",
          "2021-05-13 18:00:00Z", "2021-05-13T18:00:00", "2021-13-01T00:00:00Z", "2021-05-13T18:00:00Z "});
  Expect(DurationFault, {"10m", "1h30m", "0"}, {"", "soon", "10 minutes", "5", "1d"});
}

TEST_CASE("Kinds have names of their own form") {
  const auto fault = [](std::string_view group, std::string_view kind, const std::string& name) {
    return ObjectNameFault(group, kind, name).has_value();
  };
  CHECK_FALSE(fault("", "ConfigMap", "a.b"));
  CHECK(fault("", "ConfigMap", "my_conf"));
  CHECK(fault("", "Namespace", "a.b"));
  CHECK(fault("", "Service", "1web"));
  CHECK_FALSE(fault("serving.knative.dev", "Service", "1web"));
  CHECK(fault("rbac.authorization.k8s.io", "ClusterRole", "a/b"));
  CHECK_FALSE(fault("rbac.authorization.k8s.io", "ClusterRole", "system:A_b"));
  CHECK(fault("batch", "CronJob", Letters(53)));
  CHECK_FALSE(fault("batch", "Job", Letters(63)));
  CHECK(fault("apps", "StatefulSet", "a.b"));
  CHECK_FALSE(fault("data.packaging.carvel.dev", "Package", "a.b.c.1.0.0-RC1+build.5"));
  CHECK(fault("example.com", "Boat", "A"));
}

}  // namespace
}  // namespace pkgrepo::kube
