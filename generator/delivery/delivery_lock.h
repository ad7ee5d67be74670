// What an environment has: a file beside the CMakeLists.txt, to be committed. Nothing moves unless it is changed, which only
// `lock-delivery` and `promote-delivery` do.
//
//   repository: ghcr.io/acme/hello-app-package
//   policy: semver >=1.0.0
//   tag: 1.1.0
//   digest: sha256:…
//   package: hello-app.example.com
//   version: 1.1.0

#ifndef PKGREPO_DELIVERY_DELIVERY_LOCK_H_
#define PKGREPO_DELIVERY_DELIVERY_LOCK_H_

#include <optional>
#include <string>

#include "base/error.h"
#include "delivery/delivery_specification.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::delivery {

struct DeliveryLock {
  std::string repository;
  // DeliverySpecification::Policy() of when it was made.
  std::string policy;
  std::string tag;
  std::string digest;
  // The Package of the bundle: the name of the package, and its version.
  std::string package;
  std::string version;
  Position repository_position = {};
  Position policy_position = {};

  // Whether an environment has the same by both.
  bool IsSame(const DeliveryLock& other) const { return tag == other.tag && digest == other.digest; }
  // "1.1.0 (sha256:…)"
  std::string Describe() const { return tag + " (" + digest + ")"; }
  std::string ToYaml() const;
  // Throws Error with the line for anything that ToYaml() does not write, comments excepted.
  static DeliveryLock Parse(const std::string& file, const std::string& text);
};

// The lock of the specification; nullopt if there is none. Throws Error if it is no lock.
std::optional<DeliveryLock> FindLock(const DeliverySpecification& specification, packaging::StepInputs& inputs);
// Throws Error if there is none, or it is of another repository or policy, with the target that makes it.
DeliveryLock ReadLock(const DeliverySpecification& specification, packaging::StepInputs& inputs);

}  // namespace pkgrepo::delivery

#endif  // PKGREPO_DELIVERY_DELIVERY_LOCK_H_
