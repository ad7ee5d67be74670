// pkgrepo lock: checks that every image of the manifests is in the committed lock, without a network.

#include <memory>
#include <optional>
#include <ostream>
#include <set>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/step_flags.h"
#include "imgpkg/images_lock.h"
#include "kbld/config.h"
#include "packaging/build_tree.h"
#include "packaging/bundle_view.h"
#include "packaging/config_node.h"
#include "packaging/package_images.h"
#include "packaging/rendered_cases.h"

namespace pkgrepo::cli {
namespace {

struct LockOptions {
  StepFlags step;
  std::string target;
};

// nullopt if there is none: a bundle that uses no images does without.
std::optional<imgpkg::ImagesLock> ReadLock(const std::string& path, packaging::StepInputs& inputs) {
  const std::optional<std::string> text = inputs.ReadIfPresent(path);
  if (!text) return std::nullopt;
  try {
    return imgpkg::ImagesLock::Parse(*text);
  } catch (Error& error) {
    throw error.At({.file = path});
  }
}

// kbld refuses a lock with an entry that does not say what it is for, be it used or not.
void RequireIds(const LockOptions& options, const imgpkg::ImagesLock& lock, const std::string& path,
                const FileSystem& files) {
  for (size_t i = 0; i < lock.images.size(); ++i) {
    if (lock.images[i].annotations.contains(std::string(kbld::kIdAnnotation))) continue;
    const auto entries = packaging::ConfigNode::Parse(path, files.ReadFile(path)).Require("images").Items();
    throw entries[i]
        .Fault("this entry has no annotation " + std::string(kbld::kIdAnnotation) +
               ", and kbld in the cluster refuses such a lock")
        .Hint("build the target " + options.target + " to add it");
  }
}

// Collects what the cases use, and all that is not locked.
class LockCheck {
 public:
  LockCheck(const imgpkg::ImagesLock& lock, bool has_file) : lock_(lock), has_file_(has_file) {}

  void Add(const std::string& case_name, packaging::Resources resources) {
    const packaging::ImageUse use = packaging::FindImageUse(std::move(resources), lock_);
    used_.insert(use.locked.begin(), use.locked.end());
    hidden_.insert(use.hidden_overrides.begin(), use.hidden_overrides.end());
    for (const packaging::UnlockedImage& unlocked : use.unlocked) {
      if (reported_.insert(unlocked).second) {
        unlocked_.push_back(unlocked.ToString() + ", with values of the case " + case_name);
        const bool is_tag = unlocked.image.find('@') == std::string::npos;
        has_override_ = has_override_ || (is_tag && !unlocked.overridden.empty());
      }
    }
  }

  // The lock without what no case uses. Throws Error if an image is missing from it.
  imgpkg::ImagesLock Finish(const std::string& lock_path, const std::string& target) const {
    if (!unlocked_.empty() && !has_file_) {
      throw Error("no such file: " + lock_path)
          .Note("it is to hold image " + unlocked_[0])
          .Hint("build the target " + target + " to make it");
    }
    if (!unlocked_.empty()) {
      Error error("image " + unlocked_[0] + ", is not in the lock");
      error.At({.file = lock_path});
      for (size_t i = 1; i < unlocked_.size(); ++i) error.Note("nor is " + unlocked_[i]);
      throw error.Hint(
          has_override_
              ? "an override that comes before the lock makes the cluster ask the registry: give a digest "
                "as its newImage, or move it to a kbld Config beside the bundle's vendir.yml"
              : "build the target " + target + " to resolve it");
    }
    imgpkg::ImagesLock used;
    for (const size_t index : used_) used.images.push_back(lock_.images[index]);
    return used;
  }

  // Overrides that do nothing, as the lock comes first.
  const std::set<std::string>& hidden() const { return hidden_; }

 private:
  const imgpkg::ImagesLock& lock_;
  bool has_file_;
  std::set<size_t> used_;
  std::set<std::string> hidden_;
  bool has_override_ = false;
  std::set<packaging::UnlockedImage> reported_;
  std::vector<std::string> unlocked_;
};

int Run(LockOptions& options, std::ostream& out) {
  options.step.Require();
  RealFileSystem disk;
  packaging::BundleView view(disk, options.step.folders);
  packaging::StepInputs inputs(view, disk);
  const packaging::PackageImages images(options.step.folders, inputs);
  const std::string lock_path = images.LockPath();
  const std::optional<imgpkg::ImagesLock> written = ReadLock(lock_path, inputs);
  const imgpkg::ImagesLock lock = written.value_or(imgpkg::ImagesLock());
  if (!images.WithoutLock()) RequireIds(options, lock, lock_path, disk);
  LockCheck check(lock, written.has_value());
  for (const packaging::RenderedCase& rendered :
       packaging::ReadRenderedCases(options.step.folders.output, inputs)) {
    if (!rendered.refused) check.Add(rendered.name, images.InputsOf(rendered).resources);
  }
  for (const std::string& hidden : check.hidden()) {
    out << lock_path << ": note: the override of " << hidden << " does nothing: the lock comes first\n";
  }
  if (const std::optional<Position> step = images.WithoutLock(); step && !lock.images.empty()) {
    out << step->ToString()
        << ": note: this does not read .imgpkg/images.yml, so the cluster resolves tags itself\n";
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
  command.run = [options](const Invocation& invocation) { return Run(*options, invocation.out); };
  return command;
}

}  // namespace pkgrepo::cli
