#include "base/error.h"
#include "base/file_system.h"
#include "cli/kctrl/commands.h"
#include "cli/kctrl/questions.h"
#include "cli/kctrl/tools.h"
#include "imgpkg/images_lock.h"
#include "packaging/kctrl_bundle.h"
#include "packaging/kctrl_release.h"

namespace pkgrepo::cli {
namespace {

constexpr const char* kPackagesFolder = "packages";
constexpr const char* kSampleRepositoryName = "sample-repo.carvel.dev";

// kctrl's own words, folded as it folds them.
constexpr std::string_view kRepositoryPrerequisites =
    "1. `packages` directory containing Package and PackageMetadata files present in\nthe working "
    "directory.\n"
    "2. Host is authorized to push images to a registry (can be set up using `docker\nlogin`)\n";
constexpr std::string_view kRepositoryAboutRegistry =
    "The bundle created needs to be pushed to an OCI registry (format:\n"
    "<REGISTRY_URL/REPOSITORY_NAME>) e.g. index.docker.io/k8slt/sample-bundle";
constexpr std::string_view kRepositoryAboutBundle =
    "\nAn imgpkg bundle consists of all required YAML configuration bundled into an OCI\n"
    "image that can be pushed to an image registry and consumed by the package.\n";
constexpr std::string_view kRepositoryNextSteps =
    "1. Add the package repository to the cluster by running `package repository add`\n"
    "2. Alternatively, apply 'package-repository.yml' directly to your cluster.\n";

struct RepositoryReleaseFlags {
  std::string version;
  std::string chdir;
  std::string copy_to;

  void Declare(FlagSet& flags) {
    flags.String(&chdir, "chdir", 0, "Change to this folder first");
    flags.String(&copy_to, "copy-to", 0, "Accepted for compatibility; has no effect");
    flags.String(&version, "version", 'v', "Release this version (default 0.0.0-build.SECONDS)");
  }
};

// kctrl hides what kbld says, and tells its status alone.
void LockImages(const packaging::KctrlTools& tools, const Invocation& invocation) {
  const std::vector<std::string> words = {"kbld", "-f", kPackagesFolder, "--imgpkg-lock-output",
                                          std::string(imgpkg::kImagesLockPath)};
  const ProcessResult result = tools.run(words, "");
  if (result.status != 0) {
    invocation.err << result.error_output;
    throw Error("exit status " + std::to_string(result.status));
  }
  tools.show("\n" + packaging::IndentShown("$ kbld -f packages --imgpkg-lock-output .imgpkg/images.yml"));
}

void Release(const RepositoryReleaseFlags& flags, const UiFlags& ui_flags, Ui& ui,
             const Invocation& invocation) {
  RealFileSystem files;
  const RealProcessRunner processes;
  const packaging::KctrlTools tools = {
      .files = files, .processes = processes, .run = RunCarvelTool, .show = [&](const std::string& text) {
        ui.PrintBlock(text);
      }};
  const int64_t time = packaging::ReleaseTime();
  const std::string version = flags.version.empty() ? "0.0.0-build." + std::to_string(time) : flags.version;

  ui.PrintRaw("\nPrerequisites\n");
  ui.PrintRaw(kRepositoryPrerequisites);
  packaging::KctrlRepositoryBuild build;
  if (std::optional<packaging::KctrlRepositoryBuild> found = packaging::KctrlRepositoryBuild::Find(files)) {
    build = std::move(*found);
  } else {
    build.metadata["creationTimestamp"] = packaging::FormatReleaseTime(time);
  }
  Questions questions(ui_flags, ui, invocation, Questions::AtEnd::kTakeDefault);
  ui.PrintRaw("\nBasic Information\n");
  build.metadata["name"] =
      questions.AskText({.label = "Enter the package repository name",
                         .otherwise = build.name().empty() ? kSampleRepositoryName : build.name()});
  ui.PrintRaw("Registry URL\n");
  ui.PrintRaw(kRepositoryAboutRegistry);
  build.image = questions.AskText({.label = "Enter the registry url", .otherwise = build.image});
  build.Write(files);

  ui.PrintRaw("kbld ensures that all image references are resolved to an immutable reference.");
  ui.PrintRaw("\nLock image references using kbld");
  if (!files.IsDirectory(kPackagesFolder)) {
    throw Error("Expected to find `packages` directory in the root");
  }
  const packaging::KctrlImagesFolder images(files);
  LockImages(tools, invocation);
  ui.PrintRaw(kRepositoryAboutBundle);
  ui.PrintRaw("Pushing imgpkg bundle\n");
  const std::string image = packaging::PushKctrlBundle(
      {kPackagesFolder, std::string(imgpkg::kImagesLockPath)}, build.image, version, tools);
  packaging::WriteKctrlRepository(build, version, time, image, files);
  ui.PrintRaw("Successfully created package-repository.yml\n");
  ui.PrintRaw("\nNext steps\n");
  ui.PrintRaw(kRepositoryNextSteps);
}

}  // namespace

Command MakeKctrlRepositoryReleaseCommand(const SharedUiFlags& ui_flags) {
  auto flags = std::make_shared<RepositoryReleaseFlags>();
  Command command{.name = "release",
                  .summary = "Push the bundle of a repository and write its PackageRepository"};
  flags->Declare(command.flags);
  command.run = [flags, ui_flags](const Invocation& invocation) {
    Ui ui(*ui_flags, invocation.out);
    return RunKctrl(flags->chdir, ui, invocation, [&] { Release(*flags, *ui_flags, ui, invocation); });
  };
  return command;
}

}  // namespace pkgrepo::cli
