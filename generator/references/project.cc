#include "references/project.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "artifact/chart_metadata.h"
#include "artifact/chart_specification.h"
#include "artifact/image_specification.h"
#include "base/ascii.h"
#include "base/strings.h"
#include "delivery/delivery_lock.h"
#include "delivery/delivery_specification.h"
#include "derived/derived_files.h"
#include "imgpkg/images_lock.h"
#include "kbld/config.h"
#include "packaging/build_tree.h"
#include "packaging/cmake_cache.h"
#include "packaging/image_reference.h"
#include "packaging/published_lock.h"
#include "packaging/records.h"
#include "packaging/repository_file.h"
#include "packaging/stage_file.h"
#include "references/reference_set.h"
#include "references/source_places.h"

namespace pkgrepo::references {
namespace {

// The files of a chart that are no text of its author.
constexpr std::string_view kVendoredCharts = "/charts/";
constexpr std::string_view kUpstreamSource = "org.opencontainers.image.source";
constexpr std::string_view kUpstreamVersion = "org.opencontainers.image.version";

std::string WithoutScheme(const std::string& url) {
  const size_t scheme = url.find("://");
  return scheme == std::string::npos ? url : url.substr(scheme + 3);
}

std::string ValueOr(const std::map<std::string, std::string>& values, std::string_view key,
                    const std::string& otherwise) {
  const auto found = values.find(std::string(key));
  return found == values.end() ? otherwise : found->second;
}

// The folder that has them all; themselves if that would be the whole tree.
std::vector<std::string> CommonFolder(const std::vector<std::string>& files) {
  if (files.size() < 2) return files;
  std::string folder(DirName(files[0]));
  for (const std::string& file : files) {
    while (folder != "." && !IsInside(file, folder)) folder = std::string(DirName(folder));
  }
  if (folder == ".") return files;
  return {folder};
}

class Reader {
 public:
  Reader(const std::string& build, FileSystem& disk)
      : disk_(disk),
        tree_(JoinPath(build, packaging::kBuildTree)),
        cache_(build, disk),
        build_(CleanPath(cache_.Get("CMAKE_CACHEFILE_DIR"))) {
    project_.name = cache_.Get("CMAKE_PROJECT_NAME");
    project_.source = CleanPath(cache_.Get("CMAKE_HOME_DIRECTORY"));
    places_.emplace(project_.source, build_, disk);
  }

  Project Read() {
    if (!disk_.IsFile(tree_.PackageList())) {
      throw Error("the build tree has nothing of this module: run cmake first")
          .At({.file = tree_.directory()});
    }
    if (disk_.IsFile(tree_.ReferencePolicy())) {
      project_.policy = Policy::Parse(tree_.ReferencePolicy(), disk_.ReadFile(tree_.ReferencePolicy()));
    }
    ReadSources();
    for (const std::string& name : NamesIn(tree_.ImageList())) ReadImage(name);
    for (const std::string& name : NamesIn(tree_.ChartList())) ReadChart(name);
    for (const auto& [name, versions] : tree_.ReadPackages(disk_)) {
      for (const packaging::PackageVersion& version : versions) ReadPackage(name, version);
    }
    for (const packaging::DeclaredFile& stage : DeclaredIn(tree_.StageList())) ReadStage(stage);
    for (const packaging::DeclaredFile& repository : DeclaredIn(tree_.RepositoryList()))
      ReadRepository(repository);
    for (const std::string& name : NamesIn(tree_.ChartRepositoryList())) ReadChartRepository(name);
    for (const std::string& name : NamesIn(tree_.DeliveryList())) ReadDelivery(name);
    for (const std::string& name : NamesIn(tree_.DerivedList())) ReadDerived(name);
    for (const std::string& name : NamesIn(tree_.ReferenceList())) ReadSet(name);
    FindMentions();
    return std::move(project_);
  }

 private:
  // The first words of the lines of a list; none if it is not there.
  std::vector<std::string> NamesIn(const std::string& list) const {
    std::vector<std::string> names;
    if (!disk_.IsFile(list)) return names;
    const std::string text = disk_.ReadFile(list);
    for (std::string_view line : SplitLines(text)) names.emplace_back(line.substr(0, line.find(' ')));
    return names;
  }

  std::vector<packaging::DeclaredFile> DeclaredIn(const std::string& list) const {
    return disk_.IsFile(list) ? packaging::ParseDeclaredFiles(disk_.ReadFile(list))
                              : std::vector<packaging::DeclaredFile>();
  }

  std::string SpecificationIn(const std::string& folder, std::string& text) const {
    std::string file = JoinPath(folder, packaging::kSpecification);
    text = disk_.ReadFile(file);
    return file;
  }

  void ReadSources() {
    const std::string list = tree_.SourceList();
    if (!disk_.IsFile(list)) return;
    const std::string text = disk_.ReadFile(list);
    for (std::string_view line : SplitLines(text)) {
      const size_t name = line.find(' ');
      const size_t path = line.find(' ', name + 1);
      if (path == std::string_view::npos) continue;
      sources_[std::string(line.substr(0, path))].push_back(
          places_->Relative(CleanPath(line.substr(path + 1))));
    }
  }

  bool IsSource(const std::string& path) const {
    return !IsInside(path, build_) || IsInside(project_.source, build_);
  }

  Published PublishedAs(const std::string& repository, const std::string& tag) const {
    const std::optional<oci::Reference> reference = packaging::ParseReference(repository + ":" + tag);
    return {.repository = reference ? reference->repository().ToString() : repository,
            .shown = repository,
            .tag = tag};
  }

  void ReadImage(const std::string& name) {
    std::string text;
    const std::string file = SpecificationIn(tree_.Image(name), text);
    const artifact::ImageSpecification asked = artifact::ImageSpecification::Parse(file, text);
    MadeImage image{.name = name,
                    .published = PublishedAs(asked.repository, asked.tag),
                    .place = places_->OfCall(asked.call)};
    if (disk_.IsFile(tree_.ImageRecordOf(name))) {
      image.published.digest =
          packaging::ImageRecord::Parse(tree_.ImageRecordOf(name), disk_.ReadFile(tree_.ImageRecordOf(name)))
              .image.manifest.digest.ToString();
    }
    image.sources = CommonFolder(sources_["image " + name]);
    for (const std::vector<artifact::CopiedPath>& layer : asked.layers) {
      for (const artifact::CopiedPath& copied : layer) AddSource(copied.source, image.sources);
    }
    for (const std::string& made : {asked.archive, asked.layout}) {
      if (!made.empty()) AddSource(made, image.sources);
    }
    image.base = asked.base.empty() ? asked.reference : asked.base;
    image.upstream = WithoutScheme(
        ValueOr(asked.annotations, kUpstreamSource, ValueOr(asked.settings.labels, kUpstreamSource, "")));
    image.upstream_version =
        ValueOr(asked.annotations, kUpstreamVersion, ValueOr(asked.settings.labels, kUpstreamVersion, ""));
    project_.images.push_back(std::move(image));
  }

  void AddSource(const std::string& path, std::vector<std::string>& sources) const {
    const std::string source = places_->Relative(CleanPath(path));
    if (IsSource(CleanPath(path)) && std::ranges::find(sources, source) == sources.end())
      sources.push_back(source);
  }

  void ReadChart(const std::string& name) {
    std::string text;
    const std::string file = SpecificationIn(tree_.Chart(name), text);
    const artifact::ChartSpecification asked = artifact::ChartSpecification::Parse(file, text);
    MadeChart chart{.name = name,
                    .published = {},
                    .place = places_->OfCall(asked.call),
                    .version = asked.version,
                    .app_version = asked.app_version};
    if (!asked.source.empty()) {
      AddSource(asked.source, chart.sources);
      // One that is made by the build keeps its whole path.
      const std::string folder = CleanPath(asked.source);
      ReadChartSource(IsSource(folder) ? places_->Relative(folder) : folder, chart);
    }
    for (const artifact::ChartSpecification::Named& manifest : asked.manifests)
      AddSource(manifest.name, chart.sources);
    for (const artifact::ChartSpecification::Image& image : asked.images) chart.images.push_back(image.name);
    for (const artifact::ChartSpecification::Named& other : asked.dependencies)
      chart.charts.push_back(other.name);
    const std::string version = asked.version.empty() ? chart.written_version : asked.version;
    chart.published = PublishedAs(asked.repository, packaging::TagOfVersion(version));
    if (disk_.IsFile(tree_.ChartRecordOf(name))) {
      chart.published.digest =
          packaging::ChartRecord::Parse(tree_.ChartRecordOf(name), disk_.ReadFile(tree_.ChartRecordOf(name)))
              .chart.manifest.digest.ToString();
    }
    project_.charts.push_back(std::move(chart));
  }

  void ReadChartSource(const std::string& folder, MadeChart& chart) {
    const std::string file = JoinPath(folder, "Chart.yaml");
    const std::string place = JoinPath(project_.source, file);
    const artifact::ChartMetadata metadata = artifact::ChartMetadata::Parse(place, disk_.ReadFile(place));
    chart.written_version = metadata.version();
    chart.written_app_version = metadata.app_version();
    chart.written_version_place = {.file = file, .line = metadata.PositionOf("version").line};
    chart.written_app_version_place = {.file = file, .line = metadata.PositionOf("appVersion").line};
    for (const std::string& path : FilesBelow(project_.source, {folder}, disk_)) {
      if (path.find(kVendoredCharts, folder.size()) != std::string::npos) continue;
      for (TextReference& found : ReadReferences(project_.source, path, {}, disk_))
        chart.references.push_back(std::move(found));
    }
  }

  void ReadPackage(const std::string& name, const packaging::PackageVersion& version) {
    MadePackage package{.name = name, .folder = version.folder, .version = version.version};
    const std::vector<std::string>& sources = sources_["package " + name + "/" + version.folder];
    if (!sources.empty()) package.source = sources[0];
    const std::string folder = tree_.Package(name, version.folder);
    const std::string record = JoinPath(folder, packaging::kBundleRecord);
    if (disk_.IsFile(record)) {
      const packaging::BundleRecord bundle = packaging::BundleRecord::Parse(record, disk_.ReadFile(record));
      package.has_bundle = true;
      package.published = PublishedAs(bundle.repository, bundle.tag);
      package.published.digest = bundle.manifest.digest.ToString();
    }
    package.is_published =
        disk_.IsFile(JoinPath(JoinPath(project_.source, package.source), packaging::kPublishedLock));
    const std::string images = JoinPath(folder, packaging::kImagesFile);
    if (disk_.IsFile(images)) {
      for (const imgpkg::LockedImage& locked : imgpkg::ImagesLock::Parse(disk_.ReadFile(images)).images)
        AddLocked(locked, package);
    }
    project_.packages.push_back(std::move(package));
    places_->Forget();
  }

  // By what the manifests call it, or by digest if they say no more.
  void AddLocked(const imgpkg::LockedImage& locked, MadePackage& package) {
    const std::string named = ValueOr(locked.annotations, kbld::kIdAnnotation, locked.image);
    std::optional<TextReference> image = ParseTextReference(ReferenceKind::kImage, named);
    if (!image) image = ParseTextReference(ReferenceKind::kImage, locked.image);
    const std::optional<TextReference> pinned = ParseTextReference(ReferenceKind::kImage, locked.image);
    if (!image || !pinned) return;
    image->digest = pinned->digest;
    image->position = places_->OfText(package.source, named);
    image->version_position = image->position;
    package.images.push_back(*std::move(image));
  }

  void ReadStage(const packaging::DeclaredFile& declared) {
    MadeStage stage{.name = declared.name, .file = places_->Relative(CleanPath(declared.file))};
    const std::string record = tree_.StageRecordOf(declared.name);
    std::map<std::pair<std::string, std::string>, int> lines;
    for (const packaging::StagedVersion& entry :
         packaging::ParseStageFile(declared.file, disk_.ReadFile(declared.file)).packages) {
      lines[{entry.name, entry.version}] = entry.position.line;
    }
    if (disk_.IsFile(record)) {
      const packaging::StageRecord made = packaging::StageRecord::Parse(record, disk_.ReadFile(record));
      stage.published = PublishedAs(made.bundle.repository, made.bundle.tag);
      stage.published.digest = made.bundle.manifest.digest.ToString();
      for (const packaging::StagedPackage& held : made.packages) {
        stage.packages.push_back({.name = held.name,
                                  .version = held.version,
                                  .place = {.file = stage.file, .line = lines[{held.name, held.version}]}});
      }
    }
    project_.stages.push_back(std::move(stage));
  }

  void ReadRepository(const packaging::DeclaredFile& declared) {
    const packaging::RepositoryFile asked =
        packaging::ParseRepositoryFile(declared.file, disk_.ReadFile(declared.file));
    MadeRepository repository{
        .name = declared.name, .file = places_->Relative(CleanPath(declared.file)), .stage = asked.stage};
    repository.stage_place = {.file = repository.file, .line = asked.stage_position.line};
    for (const packaging::InstallDeclaration& install : asked.installs) {
      repository.installs.push_back(
          {.name = install.name.empty() ? install.package : install.name,
           .package = install.package,
           .version = install.version,
           .place = {.file = repository.file, .line = install.node ? install.node->position().line : 0}});
    }
    project_.repositories.push_back(std::move(repository));
  }

  // What it has, once it is built, are copies of the archives of charts.
  void ReadChartRepository(const std::string& name) {
    MadeChartRepository repository{.name = name};
    for (const MadeChart& chart : project_.charts) {
      const std::string record = tree_.ChartRecordOf(chart.name);
      if (!disk_.IsFile(record)) continue;
      const std::string archive = packaging::ChartRecord::Parse(record, disk_.ReadFile(record)).ArchiveName();
      if (disk_.IsFile(JoinPath(tree_.ChartRepository(name), archive)))
        repository.charts.push_back(chart.name);
    }
    project_.chart_repositories.push_back(std::move(repository));
  }

  void ReadDelivery(const std::string& name) {
    const std::string file = tree_.DeliverySpecificationOf(name);
    const auto asked = delivery::DeliverySpecification::Parse(file, disk_.ReadFile(file));
    MadeDelivery made{.name = name, .place = places_->OfCall(asked.call)};
    made.published = PublishedAs(asked.repository, "");
    if (disk_.IsFile(asked.lock)) {
      const auto lock = delivery::DeliveryLock::Parse(asked.lock, disk_.ReadFile(asked.lock));
      made.published.tag = lock.tag;
      made.published.digest = lock.digest;
      made.lock_place = {.file = places_->Relative(CleanPath(asked.lock)), .line = lock.repository_position.line};
    }
    project_.deliveries.push_back(std::move(made));
  }

  void ReadDerived(const std::string& name) {
    std::string text;
    const std::string file = SpecificationIn(tree_.Derived(name), text);
    const derived::DerivedSpecification asked = derived::DerivedSpecification::Parse(file, text);
    MadeDerived made{.name = name, .place = places_->OfCall(asked.call), .depends = {}, .outputs = {}};
    for (const derived::DeclaredPath& path : asked.depends) made.depends.push_back(path.path);
    for (const derived::DeclaredPath& path : asked.outputs) made.outputs.push_back(path.path);
    project_.derived.push_back(std::move(made));
  }

  void ReadSet(const std::string& name) {
    std::string text;
    const std::string file = SpecificationIn(tree_.References(name), text);
    const SetSpecification asked = SetSpecification::Parse(file, text);
    FileSet set{.name = name,
                .title = asked.title.empty() ? name : asked.title,
                .place = places_->OfCall(asked.call)};
    set.files = FilesBelow(project_.source, asked.paths, disk_);
    for (const std::string& path : set.files) {
      for (TextReference& found : ReadReferences(project_.source, path, asked, disk_))
        set.references.push_back(std::move(found));
    }
    project_.files.push_back(std::move(set));
  }

  // Paths of files of one set in files of another, as they are from the root of the tree or from the file's own folder.
  void FindMentions() {
    std::map<std::string, const FileSet*> owners;
    for (const FileSet& set : project_.files) {
      for (const std::string& file : set.files) owners.emplace(file, &set);
    }
    if (project_.files.size() < 2) return;
    for (FileSet& set : project_.files) {
      for (const std::string& file : set.files) {
        int number = 0;
        const std::string content = disk_.ReadFile(JoinPath(project_.source, file));
        for (std::string_view line : SplitLines(content)) {
          ++number;
          for (const std::string& path : PathsIn(line, file)) {
            const auto owner = owners.find(path);
            if (owner == owners.end() || owner->second == &set) continue;
            set.mentions.push_back({.path = path, .place = {.file = file, .line = number}});
          }
        }
      }
    }
  }

  // What may be paths relative to the tree. One behind "://" is of elsewhere.
  static std::set<std::string> PathsIn(std::string_view line, const std::string& file) {
    std::set<std::string> paths;
    size_t begin = 0;
    while (begin < line.size()) {
      size_t end = begin;
      while (end < line.size() && IsPathCharacter(line[end])) ++end;
      const bool is_of_url = begin > 0 && line[begin - 1] == ':' && line.substr(begin).starts_with("//");
      if (end > begin && !is_of_url) {
        const std::string word(line.substr(begin, end - begin));
        paths.insert(CleanPath(JoinPath(DirName(file), word)));
        paths.insert(CleanPath(word.substr(std::min(word.find_first_not_of('/'), word.size()))));
      }
      begin = end + 1;
    }
    return paths;
  }

  static bool IsPathCharacter(char c) {
    return IsAlphanumeric(static_cast<unsigned char>(c)) || c == '/' || c == '.' || c == '_' || c == '-' ||
           c == '+';
  }

  FileSystem& disk_;
  packaging::BuildTree tree_;
  packaging::CMakeCache cache_;
  std::string build_;
  std::optional<SourcePlaces> places_;
  std::map<std::string, std::vector<std::string>> sources_;
  Project project_;
};

}  // namespace

Project ReadProject(const std::string& build, FileSystem& disk) { return Reader(build, disk).Read(); }

}  // namespace pkgrepo::references
