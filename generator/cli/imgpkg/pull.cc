#include "imgpkg/pull.h"

#include "base/error.h"
#include "base/file_system.h"
#include "cli/imgpkg/commands.h"
#include "cli/registry_flags.h"
#include "imgpkg/bundle_lock.h"

namespace pkgrepo::cli {
namespace {

struct PullFlags {
  std::string image;
  std::string bundle;
  std::string lock;
  std::string output;
  bool recursive = false;
  bool refuse_bundle = true;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.String(&bundle, "bundle", 'b', "Pull this bundle (example: registry.example.com/app:1.0)");
    flags.String(&image, "image", 'i', "Pull this image (example: registry.example.com/app:1.0)");
    flags.Bool(&refuse_bundle, "image-is-bundle-check", 0, "Refuse a bundle that is given with --image");
    flags.String(&lock, "lock", 0, "Pull the bundle that this BundleLock file names");
    flags.String(&output, "output", 'o', "Replace this folder by one with the files; required");
    flags.Bool(&recursive, "recursive", 'r', "Pull the bundles nested in the bundle, too");
    registry.DeclareForImgpkg(flags);
  }
};

void CheckFlags(const PullFlags& flags, const FlagSet& given) {
  if (!given.Changed("output")) throw Error("required flag(s) \"output\" not set");
  if (flags.output.empty()) throw Error("Expected --output to be none empty");
  const std::string output = CleanPath(flags.output);
  if (output == "/" || output == "." || output == "..") {
    throw Error("Disallowed output directory (trying to avoid accidental deletion)");
  }
  const int sources = !flags.image.empty() + !flags.bundle.empty() + !flags.lock.empty();
  if (sources == 0) throw Error("Expected either image or bundle reference");
  if (sources > 1) throw Error("Expected only one of image, bundle, or lock");
  if (flags.recursive && !flags.image.empty()) {
    throw Error("Cannot use --recursive (-r) flag when pulling a bundle");
  }
  if (!flags.bundle.empty() && !flags.refuse_bundle) {
    throw Error("Cannot set --image-is-bundle-check while using -b flag");
  }
}

std::string ReadLockedBundle(const std::string& path) {
  return imgpkg::BundleLock::Parse(ReadLockFile(path)).image;
}

int Pull(const PullFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  CheckFlags(flags, invocation.flags);
  const std::string bundle = flags.lock.empty() ? flags.bundle : ReadLockedBundle(flags.lock);
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, nullptr, ui_flags.debug);
  Ui ui(ui_flags, invocation.out);
  const imgpkg::PullOptions options{.recursive = flags.recursive,
                                    .refuse_bundle = flags.refuse_bundle,
                                    .progress = [&ui](const std::string& text) { ui.PrintRaw(text); }};
  if (!flags.image.empty()) {
    imgpkg::PullImage(oci::Reference::Parse(flags.image), flags.output, connection.client(), options);
  } else {
    imgpkg::PullBundle(oci::Reference::Parse(bundle), flags.output, connection.client(), options);
  }
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgPullCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<PullFlags>();
  Command command{.name = "pull", .summary = "Write the files of a bundle or an image to a folder"};
  command.examples =
      "\n"
      "  # Look into a bundle\n"
      "  imgpkg pull -b registry.example.com/app:1.0 -o app\n"
      "\n"
      "  # Pull just what a lock file names\n"
      "  imgpkg pull --lock app.lock.yml -o app";
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Pull(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
