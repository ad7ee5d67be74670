#include "imgpkg/copy.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/file_system.h"
#include "cli/imgpkg/commands.h"
#include "cli/progress_meter.h"
#include "cli/registry_flags.h"
#include "imgpkg/bundle_lock.h"
#include "imgpkg/images_lock.h"

namespace pkgrepo::cli {
namespace {

struct CopyFlags {
  std::string image;
  std::string bundle;
  std::string lock;
  std::string tar;
  std::string to_repository;
  std::string to_tar;
  std::string lock_output;
  imgpkg::CopyOptions options;
  RegistryFlags registry;

  void Declare(FlagSet& flags) {
    flags.String(&bundle, "bundle", 'b',
                 "Copy this bundle with all its images (example: registry.example.com/app:1.0)");
    flags.Int(&options.concurrency, "concurrency", 0, "Transfer this many layers or images at the same time");
    flags.Bool(&options.cosign_signatures, "cosign-signatures", 0, "Copy the images' cosign signatures, too");
    flags.String(&image, "image", 'i',
                 "Copy this image, which is no bundle (example: registry.example.com/app:1.0)");
    flags.Bool(&options.include_non_distributable_layers, "include-non-distributable-layers", 0,
               "Copy layers that are marked as non-distributable, too");
    flags.String(&lock, "lock", 0, "Copy what this BundleLock or ImagesLock file names");
    flags.String(&lock_output, "lock-output", 0, "Write a lock file of the copies (with --to-repo only)");
    flags.Bool(&options.repository_based_tags, "repo-based-tags", 0,
               "Tag the copies PATH-sha256-HEX.imgpkg instead of sha256-HEX.imgpkg");
    flags.Bool(&options.resume, "resume", 0,
               "Complete the tar file of --to-tar: fetch only the layers it lacks");
    flags.String(&tar, "tar", 0, "Copy what this tar file of an earlier --to-tar holds");
    flags.String(&to_repository, "to-repo", 0,
                 "Copy to this repository (example: registry.example.com/mirror/app)");
    flags.String(&to_tar, "to-tar", 0, "Copy to this tar file");
    registry.DeclareForImgpkg(flags);
  }
};

void CheckFlags(const CopyFlags& flags) {
  const int sources = !flags.lock.empty() + !flags.bundle.empty() + !flags.image.empty() + !flags.tar.empty();
  if (sources != 1) {
    throw Error("Expected either --lock, --bundle (-b), --image (-i), or --tar as a source");
  }
  if (flags.to_tar.empty() == flags.to_repository.empty())
    throw Error("Expected either --to-tar or --to-repo");
  if (!flags.to_tar.empty()) {
    if (!flags.tar.empty()) throw Error("Cannot use tar source (--tar) with tar destination (--to-tar)");
    if (!flags.lock_output.empty()) throw Error("Cannot output lock file with tar destination");
  } else if (flags.options.resume) {
    throw Error("Flag --resume can only be used when copying to tar");
  }
  if (flags.options.concurrency < 1) throw Error("Expected --concurrency to be at least 1");
}

// A lock file is a BundleLock if it can be read as one, else an ImagesLock.
imgpkg::CopySource ReadLock(const std::string& path) {
  return WithContext("Trying to read bundle or images lock file: ", [&]() -> imgpkg::CopySource {
    const std::string text = ReadLockFile(path);
    try {
      imgpkg::BundleLock lock = imgpkg::BundleLock::Parse(text);
      return {.kind = imgpkg::CopySource::Kind::kBundle, .reference = lock.image, .tag = lock.tag};
    } catch (const Error&) {
      return {.kind = imgpkg::CopySource::Kind::kImagesLock, .lock = imgpkg::ImagesLock::Parse(text)};
    }
  });
}

imgpkg::CopySource MakeSource(const CopyFlags& flags) {
  using Kind = imgpkg::CopySource::Kind;
  if (!flags.lock.empty()) return ReadLock(flags.lock);
  if (!flags.bundle.empty()) return {.kind = Kind::kBundle, .reference = flags.bundle};
  return {.kind = Kind::kImage, .reference = flags.image};
}

oci::Repository ParseDestination(const std::string& text) {
  return WithContext("Building import repository ref: ", [&] { return oci::Repository::Parse(text); });
}

// The images of an ImagesLock keep their order and annotations; those of other sources come as they were
// copied.
imgpkg::ImagesLock MakeImagesLock(const imgpkg::ImagesLock& source, const oci::Repository& destination,
                                  const std::vector<imgpkg::CopiedImage>& copied) {
  imgpkg::ImagesLock lock;
  for (const imgpkg::LockedImage& image : source.images) {
    const Digest digest = *oci::Reference::ParseDigest(image.image).digest();
    lock.images.push_back({.image = oci::Reference::WithDigest(destination, digest).ToString(),
                           .annotations = image.annotations});
  }
  if (!source.images.empty()) return lock;
  for (const imgpkg::CopiedImage& image : copied)
    lock.images.push_back({.image = image.destination, .annotations = {}});
  return lock;
}

void WriteLock(const std::string& path, const imgpkg::ImagesLock& source, const oci::Repository& destination,
               const std::vector<imgpkg::CopiedImage>& copied) {
  const auto root =
      std::find_if(copied.begin(), copied.end(), [](const auto& image) { return image.is_root_bundle; });
  if (root != copied.end()) {
    const imgpkg::BundleLock lock{.image = root->destination, .tag = root->tag};
    WriteLockFile(path, lock.ToYaml(), "Writing bundle config: ");
  } else {
    WriteLockFile(path, MakeImagesLock(source, destination, copied).ToYaml(), "Writing images config: ");
  }
}

// imgpkg shows how far it is on standard error when standard output is a terminal, of copies to a repository alone. What it
// leaves there at the end is not shown.
void ShowProgress(const CopyFlags& flags, std::optional<ProgressMeter>& meter) {
  const Screen screen = StandardError();
  if (flags.to_tar.empty() && screen.is_terminal && ::isatty(STDOUT_FILENO) == 1) meter.emplace("Copying", screen);
}

int Copy(const CopyFlags& flags, const UiFlags& ui_flags, const Invocation& invocation) {
  CheckFlags(flags);
  Ui ui(ui_flags, invocation.out);
  imgpkg::CopyOptions options = flags.options;
  options.progress = [&ui](const std::string& text) { ui.PrintRaw(text); };
  std::optional<ProgressMeter> meter;
  ShowProgress(flags, meter);
  const RegistryByFlags connection(flags.registry, RegistryTool::kImgpkg, meter ? &*meter : nullptr, ui_flags.debug);
  if (!flags.to_tar.empty()) {
    imgpkg::CopyToTar(MakeSource(flags), flags.to_tar, connection.client(), options);
    ui.Finish();
    return 0;
  }
  const oci::Repository destination = ParseDestination(flags.to_repository);
  const imgpkg::CopySource source = flags.tar.empty() ? MakeSource(flags) : imgpkg::CopySource();
  const std::vector<imgpkg::CopiedImage> copied =
      flags.tar.empty() ? imgpkg::CopyToRepository(source, destination, connection.client(), options)
                        : imgpkg::CopyTarToRepository(flags.tar, destination, connection.client(), options);
  if (!flags.lock_output.empty()) WriteLock(flags.lock_output, source.lock, destination, copied);
  ui.Finish();
  return 0;
}

}  // namespace

Command MakeImgpkgCopyCommand(const SharedUiFlags& ui) {
  auto flags = std::make_shared<CopyFlags>();
  Command command{.name = "copy",
                  .summary = "Copy an image, or a bundle with its images, to a repository or tar file"};
  command.examples =
      "\n"
      "  # Take a bundle, with all its images, to where there is no network\n"
      "  imgpkg copy -b registry.example.com/app:1.0 --to-tar app.tar\n"
      "  imgpkg copy --tar app.tar --to-repo registry.acme.example/app\n"
      "\n"
      "  # Mirror a bundle and record where it is now\n"
      "  imgpkg copy -b registry.example.com/app:1.0 --to-repo registry.acme.example/app --lock-output "
      "app.lock.yml";
  flags->Declare(command.flags);
  command.run = [flags, ui](const Invocation& invocation) { return Copy(*flags, *ui, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
