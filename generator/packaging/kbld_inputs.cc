#include "packaging/kbld_inputs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/file_system.h"
#include "imgpkg/images_lock.h"
#include "kbld/config.h"
#include "kbld/resource.h"
#include "packaging/app_template.h"

namespace pkgrepo::packaging {
namespace {

bool IsYaml(const std::string& path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
}

class Reader {
 public:
  Reader(const std::string& root, StepInputs& inputs)
      : root_(root), lock_(JoinPath(root, imgpkg::kImagesLockPath)), inputs_(inputs) {}

  void AddStream(const RenderedCase& rendered) { Append(ParseManifests(rendered), ObjectOrigins(rendered)); }

  void AddPath(const StepPath& path) {
    const std::string full = CleanPath(JoinPath(root_, path.path));
    const bool has_lock = full == lock_ || lock_.starts_with(full + "/");
    result_.lock_counts = result_.lock_counts || has_lock;
    if (has_lock && !inputs_.IsFile(lock_)) AppendLock({});
    if (full == lock_ && !inputs_.IsFile(lock_)) return;
    if (inputs_.IsFile(full)) return AppendFile(full);
    if (!inputs_.IsDirectory(full)) {
      throw Error("the step reads '" + path.path + "', which does not exist").At(path.position);
    }
    for (const FileSystem::Entry& entry : inputs_.Walk(full)) {
      if (entry.info.is_file() && IsYaml(entry.path)) AppendFile(JoinPath(full, entry.path));
    }
  }

  KbldInputs Finish() {
    if (!result_.lock_counts && inputs_.IsFile(lock_)) {
      imgpkg::ImagesLock named = imgpkg::ImagesLock::Parse(inputs_.Read(lock_));
      std::erase_if(named.images, [](const imgpkg::LockedImage& image) {
        return !image.annotations.contains(std::string(kbld::kIdAnnotation));
      });
      KbldInputs without_lock = std::exchange(result_, {});
      AppendLock(named);
      Append(std::move(without_lock.resources), std::move(without_lock.origins));
    }
    return std::move(result_);
  }

 private:
  void AppendFile(const std::string& path) {
    Resources resources = kbld::ParseResources(inputs_.Read(path), "file '" + path + "'");
    std::vector<std::string> origins(resources.size(), path);
    Append(std::move(resources), std::move(origins));
  }

  void AppendLock(const imgpkg::ImagesLock& lock) {
    Append(kbld::ParseResources(lock.ToYaml(), "file '" + lock_ + "'"), {lock_});
  }

  void Append(Resources resources, std::vector<std::string> origins) {
    origins.resize(resources.size());
    std::ranges::move(resources, std::back_inserter(result_.resources));
    std::ranges::move(origins, std::back_inserter(result_.origins));
  }

  const std::string& root_;
  const std::string lock_;
  StepInputs& inputs_;
  KbldInputs result_;
};

}  // namespace

KbldInputs ReadKbldInputs(const std::vector<StepPath>& paths, const std::string& root,
                          const RenderedCase& rendered, StepInputs& inputs) {
  Reader reader(root, inputs);
  for (const StepPath& path : paths) {
    if (path.path == kStreamPath) {
      reader.AddStream(rendered);
    } else {
      reader.AddPath(path);
    }
  }
  return reader.Finish();
}

void AddToLock(KbldInputs& read, const imgpkg::ImagesLock& more) {
  if (more.images.empty()) return;
  const auto lock = std::ranges::find_if(read.resources, kbld::IsImagesLock);
  const auto place = lock == read.resources.end() ? 0 : lock - read.resources.begin() + 1;
  Resources added = kbld::ParseResources(more.ToYaml(), "images of the project");
  read.origins.insert(read.origins.begin() + place, added.size(), "");
  read.resources.insert(read.resources.begin() + place, added.begin(), added.end());
}

KbldInputs WithoutConfiguration(KbldInputs read) {
  KbldInputs objects{.resources = {}, .origins = {}, .lock_counts = read.lock_counts};
  for (size_t i = 0; i < read.resources.size(); ++i) {
    if (kbld::IsConfig(read.resources[i]) || kbld::IsImagesLock(read.resources[i])) continue;
    objects.resources.push_back(std::move(read.resources[i]));
    objects.origins.push_back(std::move(read.origins[i]));
  }
  return objects;
}

}  // namespace pkgrepo::packaging
