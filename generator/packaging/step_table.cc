#include "packaging/step_table.h"

#include <algorithm>

#include "packaging/build_tree.h"

namespace pkgrepo::packaging {
namespace {

using enum StepOwner;

// What the module sets in CMake: `folders` and `package_flags` are flags with the sources of a version and what is declared
// of it, `image_order` and `image_order_path` are where kImageUse says which images the version waits for, and `image_flags` a flag
// with that, if the project makes images; `vendir_folders` those with its vendir.yml, `target` is NAME-VERSION, `published` the file with what it was published
// as, `offline`, `values` and `chain` are words as well.
const std::string kFolders = R"(${folders} --output-dir "${output}")";

const std::string kSync = R"(${vendir_folders} --project "${CMAKE_SOURCE_DIR}" --tree carvel)";

std::vector<Step> MakeSteps() {
  return {
      // Every step depends on which generator it is of, and not on the program's file, whose time tells nothing.
      {kProject, "identify", "Looking at the generator", {kGeneratorId}, {"$<TARGET_FILE:PackageRepo::pkgrepo>"},
       "--output <output>", "generator"},
      // If the registry is removed, it is made and filled again, because every bundle depends on this file.
      {kProject, "layout", "Making the embedded registry", {kRegistryMark}, {kGeneratorId}, "registry", "registry"},
      {kProject, "configured", "Recording what was configured", {kConfigured}, {"carvel/configuring", kGeneratorId},
       "--ninja-file build.ninja --output <output>", "configuration"},

      {kImage, "image", "Building image", {kImageRecord}, {kSpecification, kRegistryMark},
       R"(--specification "${output}/specification" --layout registry --output <output>)", "", "${depends}"},

      {kApp, "app-source", "Reading the source of", {kSourceRecord}, {},
       R"(${sources} --root "${CMAKE_CURRENT_SOURCE_DIR}" --output <output>)"},
      {kAppTest, "app-test", "Testing", {kTestRecord}, {kSourceRecord},
       R"(--source "${output}/source.json" --output <output> -- ${test})", "", "${depends}"},
      {kChart, "chart", "Packaging chart", {kChartRecord}, {kSpecification, kRegistryMark},
       R"(--specification "${output}/specification" --tree carvel --layout registry --output <output>)", "", "${depends}"},
      {kChartRepository, "chart-repository", "Indexing charts of", {kChartIndex}, {kRegistryMark},
       R"(--tree carvel --layout registry --output <output> ${index_flags})", "", "${depends}"},

      {kVersion, "fetch", "Vendoring", {kVendorRecord}, {},
       kFolders + R"( --project "${CMAKE_SOURCE_DIR}" --target "${target}-sync" ${offline} --cache carvel/cache)"},
      {kVersion, "render", "Rendering", {kRenderedRecord, kSchemaFile}, {kVendorRecord},
       kFolders + " ${values} --cache carvel/cache"},
      {kImageUse, "order-images", "Finding images of", {kImagesOrder}, {kRenderedRecord, "carvel/images.list"},
       kFolders + " --tree carvel"},
      {kVersion, "check-lock", "Checking images of", {kImagesFile}, {kRenderedRecord},
       kFolders + R"( --target "${target}-lock" --image-list carvel/images.list ${image_flags} --cache carvel/cache)", "",
       "${image_order_path}", "${image_order}"},
      {kVersion, "bundle", "Bundling", {kBundleRecord}, {kVendorRecord, kImagesFile, kRegistryMark},
       kFolders + R"( --layout registry --repository "${registry}/${name}" --tag "${own_version}" --published "${published}")"},
      {kVersion, "package", "Describing", {kPackageFile, kMetadataFile}, {kBundleRecord, kSchemaFile},
       kFolders + " ${package_flags}"},
      {kForeignVersion, "package", "Describing", {kPackageFile, kMetadataFile}, {},
       kFolders + " ${package_flags} --no-bundle"},
      {kFailingVersion, "must-fail", "Expecting a failure of", {kFailureFile}, {kRegistryMark},
       R"(--source "${source}" --output <output> --target "${target}" -- ${chain})"},

      {kStage, "order", "Ordering stage", {kStageOrder}, {}, R"(--stage "${stage}" --file "${file}" --tree carvel)"},
      {kStage, "stage", "Building stage", {kStageRecord}, {"carvel/packages.list", kRegistryMark, kStageOrder},
       R"(--stage "${stage}" --file "${file}" --tree carvel --layout registry --repository "${registry}/${stage}" ${stage_flags})"},
      // The repositories that serve the stage are built ahead of its push, so that none is left that names an earlier bundle.
      {kStage, "order", "Ordering the push of stage", {kPushOrder}, {}, R"(--push "${stage}" --tree carvel)"},

      {kRepository, "order", "Ordering repository", {kRepositoryOrder}, {},
       R"(--repository "${repository}" --file "${file}" --tree carvel)"},
      {kRepository, "repository", "Writing repository", {kRepositoryFile}, {"carvel/stages.list", kRepositoryOrder},
       R"(--name "${repository}" --file "${file}" --tree carvel --layout registry --project "${CMAKE_SOURCE_DIR}" --output <output>)"},
  };
}

std::vector<Action> MakeActions() {
  return {
      {kImage, "lock", "lock-image", "Locking the base of image *", {}, R"(--specification "${output}/specification")"},
      {kImage, "push", "push", "Pushing image *", {kImageRecord, kRegistryMark},
       R"(--layout registry --tree carvel --image "${name}")"},
      {kImage, "archive", "archive-image", "Writing image * to a file", {kImageRecord, kRegistryMark},
       R"(--layout registry --tree carvel --image "${name}" --output "${output}/${name}.tar")"},
      {kChart, "push", "push", "Pushing chart *", {kChartRecord, kRegistryMark},
       R"(--layout registry --tree carvel --chart "${name}")"},
      {kVersion, "sync", "sync", "Fetching what * vendors", {}, kSync, "${charts}"},
      {kVersion, "lock", "update-lock", "Locking images of *", {kRenderedRecord}, kFolders + " --image-list carvel/images.list"},
      {kVersion, "relock", "update-lock", "Locking anew the images of *", {kRenderedRecord},
       kFolders + " --image-list carvel/images.list --relock"},
      {kVersion, "push", "push", "Pushing *", {kPackageFile, kMetadataFile, kRegistryMark},
       R"(--layout registry --tree carvel --package "${name}" --version "${version}")"},
      {kVersion, "update-expected", "update-expected", "Rewriting the expected manifests of *", {kRenderedRecord},
       R"(--output-dir "${output}" --expected "${expected}")"},
      {kForeignVersion, "sync", "sync", "Fetching what * vendors", {}, kSync, "${charts}"},
      {kStage, "lock", "lock-stage", "Choosing versions of stage *", {}, R"(--stage "${stage}" --tree carvel)"},
      {kStage, "relock", "lock-stage", "Choosing anew the versions of stage *", {}, R"(--stage "${stage}" --tree carvel --relock)"},
      {kStage, "push", "push", "Pushing stage *", {kStageRecord, kPushOrder},
       R"(--layout registry --tree carvel --stage "${stage}")"},
      {kRepository, "publish", "push", "Publishing repository *", {kRepositoryFile},
       R"(--layout registry --tree carvel --repository-file "${file}" --resource "${output}.yaml")"},
  };
}

// Names as paths have them: a version's has a `/`, no other has.
size_t SlashesIn(StepOwner owner) {
  const bool is_of_version =
      owner == kVersion || owner == kForeignVersion || owner == kFailingVersion || owner == kImageUse;
  return is_of_version ? 1 : 0;
}

// The name of the owner whose output `path` is, if it is one of that kind.
std::optional<std::string> NameOfOwner(StepOwner owner, std::string_view path, std::string_view output) {
  if (!path.ends_with(output)) return std::nullopt;
  const BuildTree tree{std::string(kBuildTree)};
  const std::string form = OutputPath(tree, owner, "*", output);
  const size_t mark = form.find('*');
  const size_t tail = form.size() - mark - 1;
  if (path.size() <= mark + tail || path.substr(0, mark) != form.substr(0, mark) || !path.ends_with(form.substr(mark + 1))) {
    return std::nullopt;
  }
  std::string name(path.substr(mark, path.size() - mark - tail));
  if (static_cast<size_t>(std::count(name.begin(), name.end(), '/')) != SlashesIn(owner)) return std::nullopt;
  return name;
}

}  // namespace

const std::vector<Step>& Steps() {
  static const std::vector<Step> steps = MakeSteps();
  return steps;
}

const std::vector<Action>& Actions() {
  static const std::vector<Action> actions = MakeActions();
  return actions;
}

std::vector<Step> StepsOf(StepOwner owner) {
  std::vector<Step> steps;
  for (const Step& step : Steps()) {
    if (step.owner == owner) steps.push_back(step);
  }
  return steps;
}

std::string OutputPath(const BuildTree& tree, StepOwner owner, const std::string& name, std::string_view output) {
  switch (owner) {
    case kProject:
      return JoinPath(DirName(tree.directory()), output);
    case kStage:
      return JoinPath(tree.Stage(name), output);
    case kImage:
      return JoinPath(tree.Image(name), output);
    case kApp:
    case kAppTest:
      return JoinPath(tree.App(name), output);
    case kChart:
      return JoinPath(tree.Chart(name), output);
    case kChartRepository:
      return JoinPath(tree.ChartRepository(name), output);
    case kRepository:
      return tree.RepositoryStem(name) + std::string(output);
    case kVersion:
    case kForeignVersion:
    case kFailingVersion:
    case kImageUse:
      break;
  }
  return JoinPath(tree.Packages(), name + "/" + std::string(output));
}

std::optional<OwnedStep> FindStep(std::string_view path) {
  const BuildTree tree{std::string(kBuildTree)};
  for (const Step& step : Steps()) {
    for (std::string_view output : step.outputs) {
      if (step.owner == kProject && path == output) return OwnedStep{&step, std::string(step.subject), std::string(output)};
      if (step.owner == kProject) continue;
      std::optional<std::string> name = NameOfOwner(step.owner, path, output);
      if (!name) continue;
      std::string first = OutputPath(tree, step.owner, *name, step.outputs[0]);
      std::replace(name->begin(), name->end(), '/', ' ');
      return OwnedStep{&step, *std::move(name), std::move(first)};
    }
  }
  return std::nullopt;
}

std::vector<std::string> VersionOutputs(const std::string& folder) {
  std::vector<std::string> paths;
  for (const Step& step : StepsOf(kVersion)) paths.push_back(JoinPath(folder, step.outputs[0]));
  return paths;
}

std::vector<std::string> DeclaredLists() {
  const BuildTree tree{""};
  std::vector<std::string> names;
  for (const std::string& list : {tree.ImageList(), tree.AppList(), tree.ChartList(), tree.ChartRepositoryList(), tree.PackageList(),
                                  tree.ForeignList(), tree.FailureList(), tree.PublishedList(), tree.ActionList(),
                                  tree.DerivedList(), tree.DeliveryList(), tree.ReferenceList(), tree.SourceList(),
                                  tree.StageList(), tree.RepositoryList()}) {
    names.push_back(list.substr(0, list.rfind('.')));
  }
  return names;
}

size_t CountUntil(std::string_view command) {
  const std::vector<Step> steps = StepsOf(kVersion);
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.command == command; });
  return static_cast<size_t>(found - steps.begin()) + 1;
}

std::vector<std::string> RecordedOutputs(const BuildTree& tree, const FileSystem& files) {
  std::vector<std::string> outputs = {tree.Configured()};
  const auto add = [&](StepOwner owner, const std::string& name) {
    for (const Step& step : Steps()) {
      if (step.owner == owner) outputs.push_back(OutputPath(tree, owner, name, step.outputs[0]));
    }
  };
  const auto add_versions = [&](StepOwner owner, const std::string& list) {
    if (!files.IsFile(list)) return;
    for (const auto& [name, versions] : ParsePackageList(list, files.ReadFile(list))) {
      for (const PackageVersion& version : versions) add(owner, name + "/" + version.folder);
    }
  };
  const auto add_declared = [&](StepOwner owner, const std::string& list) {
    if (!files.IsFile(list)) return;  // of a module that did not know such things
    for (const DeclaredFile& declared : ParseDeclaredFiles(files.ReadFile(list))) add(owner, declared.name);
  };
  const bool has_images = files.IsFile(tree.ImageList());
  add_declared(kImage, tree.ImageList());
  add_declared(kApp, tree.AppList());
  add_declared(kAppTest, tree.AppList());
  add_declared(kChart, tree.ChartList());
  add_declared(kChartRepository, tree.ChartRepositoryList());
  add_versions(kVersion, tree.PackageList());  // and with it what a foreign version has
  if (has_images) add_versions(kImageUse, tree.PackageList());
  add_versions(kFailingVersion, tree.FailureList());
  if (files.IsFile(tree.StageList())) {
    for (const std::string& stage : tree.ReadStages(files)) add(kStage, stage);
  }
  if (files.IsFile(tree.RepositoryList())) {
    for (const std::string& name : tree.ReadRepositories(files)) add(kRepository, name);
  }
  return outputs;
}

}  // namespace pkgrepo::packaging
