// pkgrepo verify: whether the references between what a project publishes are right.

#include <map>
#include <memory>
#include <optional>
#include <ostream>

#include "base/process.h"
#include "cli/graph/commands.h"
#include "cli/registry_flags.h"
#include "oci/reference.h"
#include "packaging/cmake_cache.h"
#include "references/git_state.h"
#include "references/verification.h"

namespace pkgrepo::cli {
namespace {

struct VerifyOptions {
  bool ask_registry = false;
  RegistryFlags registry;
};

// Asks for each reference once.
class Lookup {
 public:
  explicit Lookup(const RegistryFlags& flags) : connection_(flags, RegistryTool::kImgpkg) {}

  std::optional<std::string> Find(const std::string& reference) {
    const auto [known, is_new] = known_.try_emplace(reference);
    if (is_new) {
      const std::optional<oci::Descriptor> found =
          connection_.client().Find(oci::Reference::Parse(reference));
      if (found) known->second = found->digest.ToString();
    }
    return known->second;
  }

 private:
  RegistryByFlags connection_;
  std::map<std::string, std::optional<std::string>> known_;
};

int Run(const VerifyOptions& options, const Invocation& invocation) {
  RealFileSystem disk;
  std::vector<std::string> builds = invocation.arguments;
  if (builds.empty()) builds = {packaging::DefaultBuild(disk)};
  std::optional<Lookup> lookup;
  if (options.ask_registry) lookup.emplace(options.registry);
  size_t faults = 0;
  size_t count = 0;
  for (const std::string& build : builds) {
    const references::Project project = references::ReadProject(build, disk);
    references::VerificationSources sources;
    const bool asks_git = project.policy.version_from_git || !project.policy.source.empty();
    if (asks_git) sources.git = references::ReadGitState(project.source, RealProcessRunner());
    if (lookup)
      sources.find_in_registry = [&](const std::string& reference) { return lookup->Find(reference); };
    const references::Verification verified = references::Verify(project, sources, disk);
    for (const Error& fault : verified.faults) invocation.err << "pkgrepo: error: " << fault.Render();
    faults += verified.faults.size();
    count += verified.references;
  }
  invocation.out << count << (count == 1 ? " reference, " : " references, ");
  if (faults == 0) {
    invocation.out << "no faults\n";
    return 0;
  }
  invocation.out << faults << (faults == 1 ? " fault\n" : " faults\n");
  return 1;
}

}  // namespace

Command MakeVerifyCommand() {
  auto options = std::make_shared<VerifyOptions>();
  Command command{.name = "verify",
                  .summary = "Check the references between what a project publishes, and its versions",
                  .description =
                      "Looks at the images and charts of a build, at what its newest package versions and "
                      "charts name, and at the files that "
                      "add_references() of the CMake module declares. References have to be pinned, and "
                      "those to what the project makes "
                      "have to name what it makes now; set_reference_policy() says what else is asked for. "
                      "Prints all that is wrong, with file "
                      "and line, and exits with status 1.\n\n"
                      "With --registry, what the project does not make has to be in its registry, and a tag "
                      "of the project that is there has "
                      "to have the digest that the build makes.",
                  .usage = "[BUILD_FOLDER ...] [flags]",
                  .examples =
                      "  pkgrepo verify build\n"
                      "  pkgrepo verify build --registry",
                  .takes_arguments = true};
  command.flags.Bool(&options->ask_registry, "registry", 0, "Ask the registries, too");
  options->registry.DeclareForImgpkg(command.flags);
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
