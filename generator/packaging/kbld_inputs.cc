#include "packaging/kbld_inputs.h"

#include <iterator>

#include "base/file_system.h"
#include "imgpkg/images_lock.h"
#include "kbld/config.h"
#include "kbld/resource.h"

namespace pkgrepo::packaging {
namespace {

bool IsYaml(const std::string& path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".json");
}

void Append(Resources more, Resources& resources) {
  resources.insert(resources.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
}

void AppendFile(const std::string& path, StepInputs& inputs, Resources& resources) {
  Append(kbld::ParseResources(inputs.Read(path), "file '" + path + "'"), resources);
}

void AppendPath(const std::string& path, const Position& position, StepInputs& inputs, Resources& resources) {
  if (inputs.IsFile(path)) return AppendFile(path, inputs, resources);
  if (!inputs.IsDirectory(path))
    throw Error("the step reads '" + path + "', which is not there").At(position);
  for (const FileSystem::Entry& entry : inputs.Walk(path)) {
    if (entry.info.is_file() && IsYaml(entry.path)) AppendFile(JoinPath(path, entry.path), inputs, resources);
  }
}

}  // namespace

KbldInputs ReadKbldInputs(const AppTemplate& app, const std::string& root, const RenderedCase& rendered,
                          StepInputs& inputs) {
  const std::string lock = JoinPath(root, imgpkg::kImagesLockPath);
  KbldInputs result;
  const TemplateStep* step = app.kbld();
  std::vector<std::string> paths = {kStreamPath};
  if (step != nullptr && !std::get<KbldStep>(step->action).paths.empty()) {
    paths = std::get<KbldStep>(step->action).paths;
  }
  for (const std::string& path : paths) {
    if (path == kStreamPath) {
      Append(ParseManifests(rendered), result.resources);
      continue;
    }
    const std::string full = CleanPath(JoinPath(root, path));
    result.lock_counts = result.lock_counts || full == lock || lock.starts_with(full + "/");
    if (full == lock && !inputs.IsFile(lock)) continue;  // yet to be made
    AppendPath(full, step->position, inputs, result.resources);
  }
  if (!result.lock_counts && inputs.IsFile(lock)) {
    imgpkg::ImagesLock named = imgpkg::ImagesLock::Parse(inputs.Read(lock));
    std::erase_if(named.images, [](const imgpkg::LockedImage& image) {
      return !image.annotations.contains(std::string(kbld::kIdAnnotation));
    });
    Resources with_lock = kbld::ParseResources(named.ToYaml(), "file '" + lock + "'");
    Append(std::move(result.resources), with_lock);
    result.resources = std::move(with_lock);
  }
  return result;
}

}  // namespace pkgrepo::packaging
