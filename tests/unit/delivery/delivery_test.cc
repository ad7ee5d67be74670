#include <doctest/doctest.h>

#include "base/error.h"
#include "base/temp_dir.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_resources.h"
#include "delivery/resolution.h"
#include "delivery/watch.h"

namespace pkgrepo::delivery {
namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

DeliverySpecification Specify(const std::string& more) {
  return DeliverySpecification::Parse("dev.specification",
                                      "# Of add_carvel_delivery(dev) in CMakeLists.txt\nNAME dev\nREPOSITORY "
                                      "registry.example.com/app\nLOCK dev.lock\n" +
                                          more);
}

std::string FaultOf(const std::string& more) {
  try {
    Specify(more);
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

std::string LockText(const std::string& more = "") {
  return DeliveryLock{.repository = "registry.example.com/app",
                      .policy = "newest",
                      .tag = "1.0.0",
                      .digest = kDigest,
                      .package = "app.example.com",
                      .version = "1.0.0"}
             .ToYaml() +
         more;
}

template <typename Function>
std::string MessageOf(const Function& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.Render();
  }
  return "";
}

bool Has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the policy chooses the highest version that it takes") {
  const std::vector<std::string> tags = {"latest", "1.2.0", "1.10.0", "2.0.0-rc.1", "v1.9.0", "sha256-abc.imgpkg"};
  CHECK(ChooseTag(Specify("POLICY newest\n"), tags) == "1.10.0");
  CHECK(ChooseTag(Specify("POLICY newest\nPRERELEASES\n"), tags) == "2.0.0-rc.1");
  CHECK(ChooseTag(Specify("POLICY semver <1.10.0\n"), tags) == "v1.9.0");
  CHECK(ChooseTag(Specify("POLICY newest\nTAGS ^1\\.2\n"), tags) == "1.2.0");
  CHECK_THROWS_AS(ChooseTag(Specify("POLICY semver >=3.0.0\n"), tags), Error);
  CHECK_THROWS_AS(ChooseTag(Specify("POLICY newest\n"), {"latest"}), Error);
}

TEST_CASE("a policy is said in one way") {
  CHECK(Specify("POLICY semver >=1.0.0\nTAGS ^1\nPRERELEASES\n").Policy() == "semver >=1.0.0, tags ^1, pre-releases");
  CHECK(Specify("POLICY newest\n").Policy() == "newest");
  CHECK(Has(FaultOf("POLICY oldest\n"), "dev.specification:5: POLICY takes semver <range> or newest, not 'oldest'"));
  CHECK(Has(FaultOf("POLICY semver ~1\n"), "dev.specification:5: "));
  CHECK(Has(FaultOf("TAGS a(\n"), "missing closing )"));
  CHECK(Has(FaultOf("RIGHTS needed\n"), "RIGHTS takes cluster-admin or none, not 'needed'"));
}

TEST_CASE("a lock is read as it is written, and nothing else is") {
  const DeliveryLock lock = DeliveryLock::Parse("dev.lock", LockText());
  CHECK(lock.Describe() == "1.0.0 (" + kDigest + ")");
  CHECK(lock.package == "app.example.com");
  CHECK(lock.ToYaml() == LockText());
  CHECK(Has(MessageOf([] { DeliveryLock::Parse("dev.lock", LockText("more: 1\n")); }), "dev.lock:8"));
  std::string bad = LockText();
  bad.replace(bad.find("aaa"), 3, "xyz");
  CHECK(Has(MessageOf([&] { DeliveryLock::Parse("dev.lock", bad); }), "dev.lock:"));
}

TEST_CASE("a lock that is missing, or of something else, is refused with the target that makes it") {
  const TempDir directory;
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  DeliverySpecification specification = Specify("POLICY newest\nRIGHTS cluster-admin\nNAMESPACE apps\n");
  specification.lock = directory.path() + "/dev.lock";
  const std::string missing = MessageOf([&] { ReadLock(specification, inputs); });
  CHECK(Has(missing, "is not pinned"));
  CHECK(Has(missing, "build the target delivery-dev-lock"));
  disk.WriteFile(specification.lock, LockText());
  const DeliveryLock lock = ReadLock(specification, inputs);
  const std::string text = MakeDelivery(specification, lock, packaging::BuildTree(directory.path()), inputs);
  CHECK(Has(text, "image: registry.example.com/app@" + kDigest));
  CHECK(Has(text, "constraints: 1.0.0"));
  CHECK(Has(text, "cluster-admin"));
  specification.constraints = "1.x";
  CHECK(Has(MessageOf([&] { ReadLock(specification, inputs); }), "but that is 'semver 1.x' now"));
  specification.repository = "registry.example.com/other";
  CHECK(Has(MessageOf([&] { ReadLock(specification, inputs); }), "this is the lock of the repository registry.example.com/app"));
}

TEST_CASE("a watch waits longer after errors, and tells changes") {
  using std::chrono::seconds;
  CHECK(Pause(seconds(100), 0, 0.5) == seconds(100));
  CHECK(Pause(seconds(100), 0, 0) == seconds(90));
  CHECK(Pause(seconds(100), 1, 0.5) == seconds(200));
  CHECK(Pause(seconds(100), 50, 0.5) == seconds(1600));
  const DeliveryLock lock = DeliveryLock::Parse("dev.lock", LockText());
  DeliveryLock now = lock;
  CHECK(DescribeChange("dev", lock, now).empty());
  now.tag = "1.1.0";
  CHECK(DescribeChange("dev", lock, now) == "dev: 1.1.0 (" + kDigest + "), was 1.0.0 (" + kDigest + ")");
  CHECK(DescribeChange("dev", {}, lock) == "dev: 1.0.0 (" + kDigest + ")");
}

TEST_CASE("a bundle has one Package") {
  const TempDir directory;
  RealFileSystem disk;
  CHECK(Has(MessageOf([&] { FindPackage(directory.path(), disk); }), "no folder packages/"));
  const std::string package =
      "apiVersion: data.packaging.carvel.dev/v1alpha1\nkind: Package\nmetadata:\n  name: app.example.com.1.0.0\nspec:\n"
      "  refName: app.example.com\n  version: 1.0.0\n";
  disk.WriteFile(directory.path() + "/packages/app.example.com/metadata.yml", "kind: PackageMetadata\n");
  CHECK(Has(MessageOf([&] { FindPackage(directory.path(), disk); }), "the bundle has no Package"));
  disk.WriteFile(directory.path() + "/packages/app.example.com/1.0.0.yml", package);
  CHECK(FindPackage(directory.path(), disk).ref_name == "app.example.com");
  disk.WriteFile(directory.path() + "/packages/app.example.com/2.yml", package);
  CHECK(Has(MessageOf([&] { FindPackage(directory.path(), disk); }), "the bundle has several Packages"));
}

}  // namespace pkgrepo::delivery
