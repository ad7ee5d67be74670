// pkgrepo lock-delivery: what an environment's policy means now, for its lock.

#include <memory>
#include <optional>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_specification.h"
#include "delivery/resolution.h"

namespace pkgrepo::cli {
namespace {

struct LockDeliveryOptions {
  std::string specification;
  bool check = false;
  RegistryFlags registry;
};

// What the check says. Returns the exit status.
int Tell(const delivery::DeliverySpecification& specification, const delivery::DeliveryLock& lock,
         const delivery::DeliveryLock& now, std::ostream& out) {
  if (lock.IsSame(now)) {
    out << specification.name << " has what the policy chooses: " << lock.Describe() << "\n";
    return 0;
  }
  out << specification.name << " has " << lock.Describe() << ", the policy chooses " << now.Describe() << "\n";
  return 1;
}

int Run(const LockDeliveryOptions& options, std::ostream& out) {
  RequireFlag(options.specification, "specification");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const auto specification =
      delivery::DeliverySpecification::Parse(options.specification, inputs.Read(options.specification));
  const std::optional<delivery::DeliveryLock> former =
      options.check ? delivery::ReadLock(specification, inputs) : delivery::FindLock(specification, inputs);
  const RegistryByFlags connection(options.registry, RegistryTool::kImgpkg);
  const delivery::DeliveryLock now = delivery::Resolve(specification, connection.client());
  if (options.check) return Tell(specification, *former, now, out);
  out << specification.name << ": " << now.repository << " " << now.Describe();
  if (former && !former->IsSame(now)) out << ", was " << former->Describe();
  const bool is_new = disk.WriteFileIfChanged(specification.lock, now.ToYaml());
  out << "\n"
      << (is_new ? "Wrote " + specification.lock + ", to be committed" : specification.lock + " is unchanged") << "\n";
  return 0;
}

}  // namespace

Command MakeLockDeliveryCommand() {
  auto options = std::make_shared<LockDeliveryOptions>();
  Command command{
      .name = "lock-delivery",
      .summary = "Resolve the policy of an environment, and write its lock",
      .description =
          "Asks the registry which tag the policy of an environment chooses now, and writes it, its digest, and the Package that "
          "is there to the lock beside the CMakeLists.txt, in the source tree. With --check it writes nothing, and the exit "
          "status is 1 if the lock has something else.",
      .examples = "  pkgrepo lock-delivery --specification build/carvel/deliveries/dev.specification --check"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0, "Read what the delivery is to be in `FILE` (required)");
  flags.Bool(&options->check, "check", 0, "Write nothing, and fail if the lock has something else");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
