#include "delivery/delivery_lock.h"

#include "go/json_text.h"
#include "kube/names.h"
#include "oci/reference.h"
#include "packaging/config_node.h"

namespace pkgrepo::delivery {
namespace {

using packaging::ConfigNode;

std::string Line(const std::string& key, const std::string& value) {
  std::string text = key + ": ";
  go::AppendJsonString(text, value);
  return text + "\n";
}

std::string HowToLock(const DeliverySpecification& specification) {
  return "build the target delivery-" + specification.name + "-lock, and commit " + specification.lock;
}

void CheckName(const ConfigNode& node, const kube::NameFault& fault) {
  if (fault) throw node.Fault("'" + node.Text() + "' " + *fault);
}

}  // namespace

std::string DeliveryLock::ToYaml() const {
  return "# What is delivered, pinned: made by targets of delivery-…. Commit this file.\n" + Line("repository", repository) +
         Line("policy", policy) + Line("tag", tag) + Line("digest", digest) + Line("package", package) +
         Line("version", version);
}

DeliveryLock DeliveryLock::Parse(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  root.AllowKeys({"repository", "policy", "tag", "digest", "package", "version"});
  const DeliveryLock lock{.repository = root.Require("repository").Text(),
                          .policy = root.Require("policy").Text(),
                          .tag = root.Require("tag").Text(),
                          .digest = root.Require("digest").Text(),
                          .package = root.Require("package").Text(),
                          .version = root.Require("version").Text(),
                          .repository_position = root.PositionOf({"repository"}),
                          .policy_position = root.PositionOf({"policy"})};
  try {
    oci::Reference::WithTag(oci::Repository::Parse(lock.repository), lock.tag);
    oci::Reference::ParseDigest(lock.repository + "@" + lock.digest);
  } catch (const Error& error) {
    throw root.Require("repository").Fault(error.message());
  }
  CheckName(root.Require("package"), kube::PackageNameFault(lock.package));
  CheckName(root.Require("version"), kube::PackageVersionFault(lock.version));
  return lock;
}

std::optional<DeliveryLock> FindLock(const DeliverySpecification& specification, packaging::StepInputs& inputs) {
  const std::optional<std::string> text = inputs.ReadIfPresent(specification.lock);
  if (!text) return std::nullopt;
  return DeliveryLock::Parse(specification.lock, *text);
}

DeliveryLock ReadLock(const DeliverySpecification& specification, packaging::StepInputs& inputs) {
  const std::optional<DeliveryLock> lock = FindLock(specification, inputs);
  if (!lock) {
    throw Error("what is delivered to " + specification.name + " is not pinned: there is no " + specification.lock)
        .At({.file = specification.file})
        .Note("of " + specification.call)
        .Hint(HowToLock(specification));
  }
  if (lock->repository != specification.repository) {
    throw Error("this is the lock of the repository " + lock->repository + ", but the delivery follows " +
                specification.repository + " now")
        .At(lock->repository_position)
        .Note("of " + specification.call)
        .Hint(HowToLock(specification));
  }
  if (lock->policy != specification.Policy()) {
    throw Error("this is the lock of the policy '" + lock->policy + "', but that is '" + specification.Policy() + "' now")
        .At(lock->policy_position)
        .Note("of " + specification.call)
        .Hint(HowToLock(specification));
  }
  return *lock;
}

}  // namespace pkgrepo::delivery
