// pkgrepo lock: checks that every image of the manifests is in the committed lock, without a network.

#include <memory>
#include <set>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "imgpkg/images_lock.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/rendered_cases.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::cli {
namespace {

struct LockOptions {
  StepFlags step;
  std::string target;
};

imgpkg::ImagesLock ReadLock(const LockOptions& options, const std::string& path,
                            packaging::StepInputs& inputs) {
  const std::optional<std::string> text = inputs.ReadIfPresent(path);
  if (!text) {
    throw Error("no such file: " + path)
        .Note("a bundle is known by its image lock, even if it uses no images")
        .Hint("build the target " + options.target + " to make it");
  }
  try {
    return imgpkg::ImagesLock::Parse(*text);
  } catch (Error& error) {
    throw error.At({.file = path});
  }
}

// Collects what the cases use, and all that is not locked.
class LockCheck {
 public:
  explicit LockCheck(const imgpkg::ImagesLock& lock) : lock_(lock) {}

  void Add(const std::string& case_name, packaging::Resources resources) {
    const packaging::ImageUse use = packaging::FindImageUse(std::move(resources), lock_);
    used_.insert(use.locked.begin(), use.locked.end());
    for (const packaging::UnlockedImage& unlocked : use.unlocked) {
      if (reported_.insert(unlocked).second) {
        unlocked_.push_back(unlocked.image + " of " + unlocked.object + ", with values of the case " +
                            case_name);
      }
    }
  }

  // The lock without what no case uses. Throws Error if an image is missing from it.
  imgpkg::ImagesLock Finish(const std::string& lock_path, const std::string& target) const {
    if (!unlocked_.empty()) {
      Error error("image " + unlocked_[0] + ", is not in the lock");
      error.At({.file = lock_path});
      for (size_t i = 1; i < unlocked_.size(); ++i) error.Note("nor is " + unlocked_[i]);
      throw error.Hint("build the target " + target + " to resolve it");
    }
    imgpkg::ImagesLock used;
    for (const size_t index : used_) used.images.push_back(lock_.images[index]);
    return used;
  }

 private:
  const imgpkg::ImagesLock& lock_;
  std::set<size_t> used_;
  std::set<packaging::UnlockedImage> reported_;
  std::vector<std::string> unlocked_;
};

int Run(LockOptions& options) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const std::string bundle = packaging::BundleDirectory(options.step.folders, inputs);
  const std::string lock_path = JoinPath(options.step.folders.bundle, ".imgpkg/images.yml");
  const imgpkg::ImagesLock lock = ReadLock(options, lock_path, inputs);
  LockCheck check(lock);
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (!rendered.refused) check.Add(rendered.name, packaging::ReadResources(rendered, bundle, inputs));
  }
  const std::string output = options.step.Output(packaging::kImagesFile);
  disk.WriteFileIfChanged(output, check.Finish(lock_path, options.target).ToYaml());
  inputs.WriteDepfile(options.step.depfile, output);
  return 0;
}

}  // namespace

Command MakeLockCommand() {
  auto options = std::make_shared<LockOptions>();
  Command command{.name = "lock", .summary = "Check that the images of a package version are locked"};
  options->step.Declare(command.flags);
  command.flags.String(&options->target, "target", 0, "Target that resolves images, for messages");
  command.run = [options](const Invocation&) { return Run(*options); };
  return command;
}

}  // namespace pkgrepo::cli
