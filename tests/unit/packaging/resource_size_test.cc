#include "packaging/resource_size.h"

#include <doctest/doctest.h>

namespace pkgrepo::packaging {
namespace {

TEST_CASE("Sizes are told with one digit behind the point") {
  CHECK(FormatSize(0) == "0 B");
  CHECK(FormatSize(1023) == "1023 B");
  CHECK(FormatSize(1024) == "1.0 KiB");
  CHECK(FormatSize(1536) == "1.5 KiB");
  CHECK(FormatSize(kEtcdRequestLimit) == "1.5 MiB");
  CHECK(FormatSize(uint64_t{5} << 40) == "5120.0 GiB");
}

TEST_CASE("A resource counts as compact JSON") {
  CHECK(SizeInCluster("a", "kind: Package # of an app\nspec:   {a: [1,   2]}\n") ==
        std::string(R"({"kind":"Package","spec":{"a":[1,2]}})").size());
}

TEST_CASE("What etcd would refuse is warned about, up to the byte") {
  const std::string frame = R"({"notes":""})";
  const std::string fits = "notes: " + std::string(kEtcdRequestLimit - frame.size(), 'x') + "\n";
  CHECK(SizeWarning("package.yaml", "Package a.b.1.0.0", fits) == "");
  CHECK(SizeWarning("package.yaml", "Package a.b.1.0.0", "notes: x" + fits.substr(7)) ==
        "package.yaml: warning: Package a.b.1.0.0 takes 1.5 MiB in a cluster, and etcd refuses more than 1.5 MiB at a time by "
        "default, so that no cluster would take its repository: leave descriptions, examples or parts out of the schema of "
        "its values, shorten releaseNotes, or raise --max-request-bytes of etcd in each cluster");
}

}  // namespace
}  // namespace pkgrepo::packaging
