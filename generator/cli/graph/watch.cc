// pkgrepo watch: tells when the policies of environments choose something new.

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <random>
#include <thread>

#include "base/error.h"
#include "base/process.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_specification.h"
#include "delivery/resolution.h"
#include "delivery/watch.h"
#include "packaging/build_tree.h"
#include "packaging/cmake_cache.h"

namespace pkgrepo::cli {
namespace {

struct WatchOptions {
  std::vector<std::string> environments;
  std::string build;
  std::chrono::nanoseconds interval = std::chrono::minutes(5);
  bool once = false;
  RegistryFlags registry;
};

class Watch {
 public:
  Watch(const WatchOptions& options, const Invocation& invocation)
      : invocation_(invocation), connection_(options.registry, RegistryTool::kImgpkg) {
    RealFileSystem disk;
    packaging::StepInputs inputs(disk);
    const std::string build = options.build.empty() ? packaging::DefaultBuild(disk) : options.build;
    const std::string folder = JoinPath(JoinPath(build, packaging::kBuildTree), "deliveries");
    for (const std::string& environment : options.environments) {
      const std::string file = JoinPath(folder, environment + ".specification");
      if (!disk.IsFile(file)) throw Error("the build has no delivery '" + environment + "': there is no " + file);
      watched_.push_back({.specification = delivery::DeliverySpecification::Parse(file, disk.ReadFile(file))});
      watched_.back().seen = delivery::FindLock(watched_.back().specification, inputs);
    }
  }

  // Whether nothing has failed.
  bool Look() {
    bool is_good = true;
    for (Watched& watched : watched_) {
      try {
        LookAt(watched);
      } catch (const Error& error) {
        is_good = false;
        invocation_.err << error.Render() << "\n" << std::flush;
      }
    }
    return is_good;
  }

 private:
  struct Watched {
    delivery::DeliverySpecification specification;
    std::optional<delivery::DeliveryLock> seen = {};
  };

  void LookAt(Watched& watched) {
    const std::string& name = watched.specification.name;
    const delivery::DeliveryLock now = delivery::Resolve(watched.specification, connection_.client());
    const std::string change = delivery::DescribeChange(name, watched.seen, now);
    if (change.empty()) return;
    invocation_.out << change << "\n" << std::flush;
    if (!invocation_.arguments.empty()) RunCommand(name, now);
    watched.seen = now;
  }

  // One that fails is run again after the next look.
  void RunCommand(const std::string& name, const delivery::DeliveryLock& now) {
    const ProcessResult result = RealProcessRunner().Run(
        {.arguments = invocation_.arguments,
         .directory = {},
         .input = {},
         .environment = {{"DELIVERY", name}, {"DELIVERY_TAG", now.tag}, {"DELIVERY_DIGEST", now.digest}}});
    invocation_.out << result.output << std::flush;
    if (result.status == 0) return;
    throw Error("the command has failed for " + name + " with status " + std::to_string(result.status))
        .Note(result.error_output);
  }

  const Invocation& invocation_;
  RegistryByFlags connection_;
  std::vector<Watched> watched_;
};

int Run(const WatchOptions& options, const Invocation& invocation) {
  if (options.environments.empty()) throw UsageError("say what to watch: --env NAME");
  if (options.interval < std::chrono::seconds(1)) throw UsageError("--interval takes a second or more");
  Watch watch(options, invocation);
  std::mt19937 engine{std::random_device{}()};
  std::uniform_real_distribution<double> random;
  int failures = 0;
  for (;;) {
    const bool is_good = watch.Look();
    if (options.once) return is_good ? 0 : 1;
    failures = is_good ? 0 : failures + 1;
    std::this_thread::sleep_for(delivery::Pause(options.interval, failures, random(engine)));
  }
}

}  // namespace

Command MakeWatchCommand() {
  auto options = std::make_shared<WatchOptions>();
  Command command{
      .name = "watch",
      .summary = "Tell when the policy of an environment chooses something new",
      .description =
          "Asks the registry again and again what the policies of environments choose, prints a line when that is something else "
          "than the lock has, or than was seen last, and runs a command, if one is given, with DELIVERY, DELIVERY_TAG and "
          "DELIVERY_DIGEST in its environment. A command that fails is run again after the next look. It writes no lock. After errors it "
          "waits longer, up to 16 intervals. A signal such as SIGTERM ends it, and leaves no files.",
      .usage = "--env NAME [flags] [-- COMMAND...]",
      .examples = "  pkgrepo watch --env dev -- cmake --build build --target delivery-dev-lock",
      .takes_arguments = true};
  FlagSet& flags = command.flags;
  flags.StringArray(&options->environments, "env", 0, "Watch the environment `NAME`; may be repeated (required)");
  flags.String(&options->build, "build", 0, "Read what is declared in build folder `FOLDER` (default: the current one, else build)");
  flags.Duration(&options->interval, "interval", 0, "Look again after `DURATION`, a tenth more or less");
  flags.Bool(&options->once, "once", 0, "Look once; the exit status is 1 if that fails");
  options->registry.DeclareForImgpkg(flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
