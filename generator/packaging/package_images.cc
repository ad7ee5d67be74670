#include "packaging/package_images.h"

#include <algorithm>

#include "imgpkg/images_lock.h"
#include "kbld/manifests.h"
#include "packaging/fetched_tree.h"
#include "packaging/package_source.h"
#include "packaging/vendored_bundle.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

std::vector<StepPath> PathsOf(const TemplateStep* step) {
  std::vector<StepPath> paths;
  if (step != nullptr) {
    for (const std::string& path : std::get<KbldStep>(step->action).paths) {
      paths.push_back({path, step->position});
    }
  }
  if (paths.empty()) paths.push_back({kStreamPath, {}});
  return paths;
}

// Whether kbld may find an image in a document that ytt has printed, take it for configuration, or refuse it. There such
// words stand as they are. What begins otherwise than a Kubernetes object may be no map.
bool MayMatterToKbld(std::string_view document) {
  constexpr std::string_view kBeginnings[] = {"apiVersion:", "kind:", "metadata:"};
  constexpr std::string_view kWords[] = {"image:", "kbld.k14s.io/", "imgpkg.carvel.dev/", "items:", "? ", ".inf", ".nan"};
  const auto begins = [&](std::string_view word) { return document.starts_with(word); };
  const auto has = [&](std::string_view word) { return document.find(word) != std::string_view::npos; };
  return std::ranges::none_of(kBeginnings, begins) || std::ranges::any_of(kWords, has);
}

RenderedCase WithoutWhatDoesNotMatter(const RenderedCase& rendered) {
  RenderedCase shorter{.name = rendered.name, .text = {}};
  for (const std::string& document : yaml::SplitYamlDocuments(rendered.text)) {
    if (MayMatterToKbld(document)) shorter.text += "---\n" + document + "\n";
  }
  return shorter;
}

}  // namespace

PackageImages::PackageImages(const PackageFolders& folders, StepInputs& inputs)
    : folders_(folders), inputs_(inputs) {
  const std::string bundle = BundleDirectory(folders, inputs);
  const PackageSource package = ReadPackageSource(folders, bundle, inputs);
  app_ = AppTemplate::Parse(package.file, package.text);
  root_ = FetchedFolder(app_, bundle, folders.output);
  paths_ = PathsOf(app_.kbld());
  all_paths_ = paths_;
  all_paths_.insert(all_paths_.end(), package.lock_paths.begin(), package.lock_paths.end());
}

KbldInputs PackageImages::InputsOf(const RenderedCase& rendered) const {
  return ReadKbldInputs(all_paths_, root_, rendered, inputs_);
}

// Without a search rule of the user's, only images under the key that kbld searches anyway are found.
KbldInputs PackageImages::InputsWithImages(const RenderedCase& rendered) const {
  try {
    if (!ArePrintedByYtt()) return InputsOf(rendered);
    KbldInputs read = ReadKbldInputs(all_paths_, root_, WithoutWhatDoesNotMatter(rendered), inputs_);
    if (std::ranges::none_of(read.resources, kbld::IsConfig)) return read;
  } catch (const Error&) {  // which counts documents
  }
  return InputsOf(rendered);
}

bool PackageImages::ArePrintedByYtt() const {
  const auto is_kbld = [](const TemplateStep& step) { return std::holds_alternative<KbldStep>(step.action); };
  const auto last = std::find_if_not(app_.steps.rbegin(), app_.steps.rend(), is_kbld);
  return last != app_.steps.rend() && std::holds_alternative<YttStep>(last->action);
}

KbldInputs PackageImages::DeployedBy(const RenderedCase& rendered) const {
  if (app_.kbld() == nullptr)
    return {.resources = ParseManifests(rendered), .origins = ObjectOrigins(rendered)};
  return WithoutConfiguration(ReadKbldInputs(paths_, root_, rendered, inputs_));
}

ImageReferences PackageImages::ReferencesOf(const std::vector<RenderedCase>& cases) const {
  Resources resources;
  for (const RenderedCase& rendered : cases) {
    if (rendered.refused) continue;
    for (nlohmann::json& resource : InputsOf(rendered).resources) {
      if (!kbld::IsImagesLock(resource)) resources.push_back(std::move(resource));
    }
  }
  kbld::Inputs kbld = kbld::SeparateConfig(std::move(resources));
  const std::vector<std::string> references =
      kbld::FindAllImages(kbld.resources, kbld.config.AllSearchRules());
  return {.references = {references.begin(), references.end()}, .config = std::move(kbld.config)};
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
