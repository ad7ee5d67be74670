// pkgrepo promote-delivery: gives one environment what another one has.

#include <map>
#include <memory>
#include <optional>
#include <ostream>

#include "base/environment.h"
#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_specification.h"
#include "oci/reference.h"

namespace pkgrepo::cli {
namespace {

struct PromoteDeliveryOptions {
  std::string specification;
  std::string from;
  RegistryFlags registry;
};

std::string FromOf(const PromoteDeliveryOptions& options) {
  if (!options.from.empty()) return options.from;
  const std::map<std::string, std::string> environment = ReadEnvironment();
  const auto found = environment.find("FROM");
  if (found != environment.end() && !found->second.empty()) return found->second;
  throw UsageError("say which environment to take it from: FROM in the environment, or --from");
}

delivery::DeliverySpecification ReadSource(const std::string& from, const std::string& target,
                                           packaging::StepInputs& inputs) {
  const std::string file = delivery::SpecificationOf(from, target);
  const std::optional<std::string> text = inputs.ReadIfPresent(file);
  if (!text) throw Error("the project has no delivery '" + from + "'").Hint("declare it by add_carvel_delivery(" + from + " …)");
  return delivery::DeliverySpecification::Parse(file, *text);
}

void RequireIn(const std::string& repository, const delivery::DeliveryLock& lock, const RegistryFlags& flags) {
  const RegistryByFlags connection(flags, RegistryTool::kImgpkg);
  const oci::Reference image = oci::Reference::ParseDigest(repository + "@" + lock.digest);
  if (connection.client().Find(image)) return;
  throw Error("the repository " + repository + " does not have " + lock.Describe())
      .Hint("copy it there first: pkgrepo imgpkg copy -b " + lock.repository + "@" + lock.digest + " --to-repo " + repository);
}

void Show(const char* what, const std::string& before, const std::string& after, std::ostream& out) {
  if (before != after) out << "  " << what << ": " << (before.empty() ? "nothing" : before) << " -> " << after << "\n";
}

int Run(const PromoteDeliveryOptions& options, std::ostream& out) {
  RequireFlag(options.specification, "specification");
  RealFileSystem disk;
  packaging::StepInputs inputs(disk);
  const auto target = delivery::DeliverySpecification::Parse(options.specification, inputs.Read(options.specification));
  const std::string from = FromOf(options);
  if (from == target.name) throw UsageError("FROM is the environment itself: " + from);
  const delivery::DeliveryLock source = delivery::ReadLock(ReadSource(from, options.specification, inputs), inputs);
  const delivery::DeliveryLock former = delivery::FindLock(target, inputs).value_or(delivery::DeliveryLock{});
  delivery::DeliveryLock lock = source;
  lock.repository = target.repository;
  lock.policy = target.Policy();
  out << from << " -> " << target.name << "\n";
  Show("repository", former.repository, lock.repository, out);
  Show("tag", former.tag, lock.tag, out);
  Show("digest", former.digest, lock.digest, out);
  Show("package", former.package, lock.package, out);
  Show("version", former.version, lock.version, out);
  if (source.repository != target.repository) RequireIn(target.repository, source, options.registry);
  const bool is_new = disk.WriteFileIfChanged(target.lock, lock.ToYaml());
  out << (is_new ? "Wrote " + target.lock + ", to be committed" : target.lock + " is unchanged") << "\n";
  return 0;
}

}  // namespace

Command MakePromoteDeliveryCommand() {
  auto options = std::make_shared<PromoteDeliveryOptions>();
  Command command{
      .name = "promote-delivery",
      .summary = "Give an environment exactly what another one has",
      .description =
          "Prints how the locks of two environments differ, and writes what the one has, by digest, to the lock of the other, "
          "whatever the policy of that would choose. If they follow different repositories, that of the other must have the "
          "digest.",
      .examples = "  pkgrepo promote-delivery --specification build/carvel/deliveries/prod.specification --from dev"};
  FlagSet& flags = command.flags;
  flags.String(&options->specification, "specification", 0, "Read what the delivery is to be in `FILE` (required)");
  flags.String(&options->from, "from", 0, "Take what the environment `NAME` has (default: $FROM)");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
