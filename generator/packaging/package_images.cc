#include "packaging/package_images.h"

#include "imgpkg/images_lock.h"
#include "packaging/fetched_tree.h"
#include "packaging/package_source.h"
#include "packaging/vendored_bundle.h"

namespace pkgrepo::packaging {
namespace {

AppTemplate ReadApp(const PackageFolders& folders, const std::string& bundle, StepInputs& inputs) {
  const PackageSource package = ReadPackageSource(folders, bundle, inputs);
  return AppTemplate::Parse(package.file, package.text);
}

}  // namespace

PackageImages::PackageImages(const PackageFolders& folders, StepInputs& inputs)
    : folders_(folders), inputs_(inputs) {
  const std::string bundle = BundleDirectory(folders, inputs);
  app_ = ReadApp(folders, bundle, inputs);
  root_ = FetchedFolder(app_, bundle, folders.output);
}

std::string PackageImages::LockPath() const { return folders_.source.ImagesLock(); }

std::optional<Position> PackageImages::WithoutLock() const {
  const TemplateStep* step = app_.kbld();
  if (step == nullptr) return app_.steps.back().position;
  for (const std::string& path : std::get<KbldStep>(step->action).paths) {
    const std::string clean = CleanPath(path);
    if (clean == "." || clean == imgpkg::kBundleDirectory || clean == imgpkg::kImagesLockPath)
      return std::nullopt;
  }
  return step->position;
}

}  // namespace pkgrepo::packaging
