// pkgrepo lock-image: resolves the base of a container image, and writes its lock to the source tree.

#include <memory>
#include <optional>
#include <ostream>

#include "artifact/base_lock.h"
#include "artifact/image_specification.h"
#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "cli/registry_flags.h"

namespace pkgrepo::cli {
namespace {

struct LockImageOptions {
  std::string specification;
  RegistryFlags registry;
};

// What the lock says so far; nullopt if there is none, or none that can be read.
std::optional<artifact::BaseLock> Former(const std::string& path, const FileSystem& disk) {
  if (!disk.IsFile(path)) return std::nullopt;
  try {
    return artifact::BaseLock::Parse(path, disk.ReadFile(path));
  } catch (const Error&) {
    return std::nullopt;
  }
}

int Run(const LockImageOptions& options, std::ostream& out) {
  RequireFlag(options.specification, "specification");
  RealFileSystem disk;
  const artifact::ImageSpecification specification =
      artifact::ImageSpecification::Parse(options.specification, disk.ReadFile(options.specification));
  if (specification.base.empty()) throw Error("the image has no base").At({.file = options.specification});
  const std::optional<artifact::BaseLock> former = Former(specification.lock, disk);
  const RegistryByFlags connection(options.registry, RegistryTool::kImgpkg);
  const artifact::BaseLock lock = artifact::ResolveBase(specification, connection.client());
  const bool has_moved = former && former->base == lock.base && former->image != lock.image;
  out << lock.base << " is " << lock.image << (has_moved ? ", was " + former->image : "") << "\n";
  const bool is_new = disk.WriteFileIfChanged(specification.lock, lock.ToYaml());
  out << (is_new ? "Wrote " + specification.lock + ", to be committed" : specification.lock + " is unchanged")
      << "\n";
  return 0;
}

}  // namespace

Command MakeLockImageCommand() {
  auto options = std::make_shared<LockImageOptions>();
  Command command{
      .name = "lock-image",
      .summary = "Resolve the base of a container image, and write its lock",
      .description =
          "Asks the registry what the base of an image is now, and writes its digest, manifests and "
          "configurations to the lock beside the CMakeLists.txt, in the source tree.",
      .examples = "  pkgrepo lock-image --specification build/carvel/images/hello/specification"};
  command.flags.String(&options->specification, "specification", 0,
                       "Read what the image is to be in `FILE` (required)");
  options->registry.DeclareForImgpkg(command.flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
