#include "imgpkg/push.h"

#include "base/error.h"
#include "base/temp_dir.h"
#include "cli/imgpkg/commands.h"
#include "cli/registry_flags.h"
#include "imgpkg/bundle.h"
#include "imgpkg/bundle_lock.h"

namespace pkgrepo::cli {
namespace {

struct PushFlags {
  std::string image;
  std::string bundle;
  std::string lock_output;
  imgpkg::ImageOptions content;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.String(&bundle, "bundle", 'b',
                 "Push as this bundle; the files need .imgpkg/ (example: registry.example.com/app:1.0)");
    flags.Strings(&content.content.paths, "file", 'f',
                  "Add the file, or all files of the folder; comma-separated or repeated");
    flags.Strings(&content.content.exclusions, "file-exclusion", 0,
                  "Leave out this path of the image and all below it; comma-separated or repeated");
    flags.String(&image, "image", 'i', "Push as this image (example: registry.example.com/app:1.0)");
    flags.StringToString(&content.labels, "labels", 'l',
                         "Label the image (format: key=value); comma-separated or repeated");
    flags.String(&lock_output, "lock-output", 0,
                 "Write a BundleLock file of what was pushed (with --bundle only)");
    flags.Bool(&content.content.preserve_permissions, "preserve-permissions", 0,
               "Keep the files' permissions for group and others");
    registry.DeclareForImgpkg(flags);
  }
};

oci::Reference ParseTarget(const std::string& text) {
  return WithContext("Parsing '" + text + "': ", [&] { return oci::Reference::ParseTag(text); });
}

int Push(const PushFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, nullptr, ui_flags.debug);
  const bool is_bundle = !flags.bundle.empty();
  if (is_bundle && !flags.image.empty()) throw Error("Expected only one of image or bundle");
  if (!is_bundle && flags.image.empty()) throw Error("Expected either image or bundle");
  if (!is_bundle && !flags.lock_output.empty()) {
    throw Error("Lock output is not compatible with image, use bundle for lock output");
  }
  const oci::Reference target = ParseTarget(is_bundle ? flags.bundle : flags.image);

  Ui ui(ui_flags, invocation.out);
  imgpkg::ImageOptions content = flags.content;
  content.progress = [&ui](const imgpkg::ContentEntry& entry) {
    ui.PrintRaw((entry.is_directory ? "dir: " : "file: ") + entry.name + "\n");
  };
  const TempDir directory("", "imgpkg-");
  const oci::Layout layout = oci::Layout::Create(directory.path());
  const imgpkg::BuiltImage built =
      is_bundle ? imgpkg::BuildBundle(content, layout) : imgpkg::BuildImage(content, layout);

  const oci::Reference pushed = imgpkg::PushImage(layout, built.manifest, target, connection.client());
  if (!flags.lock_output.empty()) {
    const imgpkg::BundleLock lock{.image = pushed.ToString(), .tag = target.tag()};
    WriteLockFile(flags.lock_output, lock.ToYaml(), "Writing bundle config: ");
  }
  ui.PrintRaw("Pushed '" + pushed.ToString() + "'");
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgPushCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<PushFlags>();
  Command command{.name = "push", .summary = "Push files and folders as a bundle or an image"};
  command.examples =
      "\n"
      "  # Push a folder as a bundle and record its digest\n"
      "  imgpkg push -b registry.example.com/app:1.0 -f bundle --lock-output app.lock.yml\n"
      "\n"
      "  # Push a file and a folder as an image\n"
      "  imgpkg push -i registry.example.com/acme-docs:1.0 -f README.md -f docs";
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Push(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
