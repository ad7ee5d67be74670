#include "references/project_graph.h"

#include <algorithm>
#include <optional>

#include "base/file_system.h"
#include "references/artifact_index.h"

namespace pkgrepo::references {
namespace {

class Maker {
 public:
  explicit Maker(const std::vector<Project>& projects) : projects_(projects), index_(projects) {}

  Graph Make() {
    for (const Project& project : projects_) {
      project_ = &project;
      for (const MadeDerived& derived : project.derived) AddDerived(derived);
      for (const MadeImage& image : project.images) AddImage(image);
      for (const MadeChart& chart : project.charts) AddChart(chart);
      for (const MadePackage& package : project.packages) AddPackage(package);
      for (const MadeStage& stage : project.stages) AddStage(stage);
      for (const MadeRepository& repository : project.repositories) AddRepository(repository);
      for (const MadeChartRepository& repository : project.chart_repositories) AddChartRepository(repository);
      for (const MadeDelivery& delivery : project.deliveries) AddDelivery(delivery);
      for (const FileSet& set : project.files) AddFiles(set);
    }
    return std::move(graph_);
  }

 private:
  std::string Id(NodeKind kind, const std::string& name) const { return IdOf(*project_, kind, name); }

  void BuildEdge(const std::string& from, const std::string& to, const Position& place,
                 const std::string& version = "") {
    graph_.Add(Edge{.from = from, .to = to, .at_run_time = false, .version = version, .positions = {place}});
  }
  void RunEdge(const std::string& from, const std::string& to, const Position& place,
               const std::string& version = "") {
    graph_.Add(Edge{.from = from, .to = to, .at_run_time = true, .version = version, .positions = {place}});
  }

  void AddPublished(NodeKind kind, const std::string& name, const Published& published,
                    const Position& place) {
    graph_.Add(Node{.id = Id(kind, name),
                    .kind = kind,
                    .name = published.shown,
                    .version = published.tag,
                    .digest = published.digest,
                    .project = project_->name,
                    .position = place});
  }

  // The node of a path of the source tree: that of derived files where a command makes it.
  std::string AddSource(const std::string& path) {
    const std::string id = Id(NodeKind::kSource, path);
    const bool is_inside = !path.starts_with('/');
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kSource,
                    .name = path,
                    .project = is_inside ? project_->name : "",
                    .position = {.file = path}});
    for (const MadeDerived& derived : project_->derived) {
      for (const std::string& output : derived.outputs) {
        if (IsInside(path, output) || IsInside(output, path))
          BuildEdge(id, Id(NodeKind::kDerived, derived.name), {.file = output});
      }
    }
    return id;
  }

  void AddDerived(const MadeDerived& derived) {
    const std::string id = Id(NodeKind::kDerived, derived.name);
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kDerived,
                    .name = derived.name,
                    .project = project_->name,
                    .position = derived.place});
    for (const std::string& path : derived.depends) BuildEdge(id, AddSource(path), derived.place);
  }

  void AddImage(const MadeImage& image) {
    const std::string id = Id(NodeKind::kImage, image.name);
    AddPublished(NodeKind::kImage, image.name, image.published, image.place);
    for (const std::string& path : image.sources) {
      const std::string source = AddSource(path);
      BuildEdge(id, source, image.place);
      // Files that were taken over belong to where they come from.
      if (!image.upstream.empty() && image.upstream != project_->policy.source) {
        BuildEdge(source, AddForeign(NodeKind::kSource, image.upstream, image.upstream), image.place,
                  image.upstream_version);
      }
    }
    if (!image.base.empty()) {
      std::optional<TextReference> base = ParseTextReference(ReferenceKind::kImage, image.base);
      if (base) AddReference(id, *base, image.place, false);
    }
  }

  void AddChart(const MadeChart& chart) {
    const std::string id = Id(NodeKind::kChart, chart.name);
    AddPublished(NodeKind::kChart, chart.name, chart.published, chart.place);
    std::vector<std::string> sources;
    for (const std::string& path : chart.sources) {
      sources.push_back(AddSource(path));
      BuildEdge(id, sources.back(), chart.place);
    }
    // What the build puts into the chart, its source names at run time, too.
    for (const std::string& name : chart.images) {
      const auto image = std::ranges::find(project_->images, name, &MadeImage::name);
      if (image == project_->images.end()) continue;
      RunEdge(id, Id(NodeKind::kImage, name), chart.place, image->published.tag);
      if (!sources.empty())
        RunEdge(sources[0], Id(NodeKind::kImage, name), chart.place, image->published.tag);
    }
    for (const std::string& name : chart.charts) BuildEdge(id, Id(NodeKind::kChart, name), chart.place);
    for (const TextReference& reference : chart.references) {
      if (!sources.empty()) AddReference(sources[0], reference, reference.version_position, true);
      AddReference(id, reference, reference.version_position, true);
    }
  }

  void AddPackage(const MadePackage& package) {
    const std::string name = package.name + "@" + package.version;
    const std::string id = Id(NodeKind::kPackage, name);
    const Position place{.file = package.source};
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kPackage,
                    .name = package.name,
                    .version = package.version,
                    .project = project_->name,
                    .position = place});
    std::string owner = id;
    if (package.has_bundle) {
      owner = Id(NodeKind::kBundle, name);
      AddPublished(NodeKind::kBundle, name, package.published, place);
      BuildEdge(id, owner, place, package.published.tag);
    }
    BuildEdge(owner, AddSource(package.source), place);
    for (const TextReference& image : package.images) AddReference(owner, image, image.position, true);
  }

  void AddStage(const MadeStage& stage) {
    const std::string id = Id(NodeKind::kStage, stage.name);
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kStage,
                    .name = stage.name,
                    .version = stage.published.tag,
                    .digest = stage.published.digest,
                    .project = project_->name,
                    .position = {.file = stage.file}});
    for (const MadeStage::Held& held : stage.packages) {
      BuildEdge(id, Id(NodeKind::kPackage, held.name + "@" + held.version), held.place, held.version);
    }
  }

  void AddRepository(const MadeRepository& repository) {
    const std::string id = Id(NodeKind::kRepository, repository.name);
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kRepository,
                    .name = repository.name,
                    .project = project_->name,
                    .position = {.file = repository.file}});
    BuildEdge(id, Id(NodeKind::kStage, repository.stage), repository.stage_place);
    for (const MadeRepository::Install& install : repository.installs) AddInstall(repository, install);
  }

  void AddChartRepository(const MadeChartRepository& repository) {
    const std::string id = Id(NodeKind::kChartRepository, repository.name);
    graph_.Add(Node{
        .id = id, .kind = NodeKind::kChartRepository, .name = repository.name, .project = project_->name});
    for (const std::string& name : repository.charts) {
      const auto chart = std::ranges::find(project_->charts, name, &MadeChart::name);
      BuildEdge(id, Id(NodeKind::kChart, name), {}, chart->published.tag);
    }
  }

  void AddInstall(const MadeRepository& repository, const MadeRepository::Install& install) {
    const std::string id = Id(NodeKind::kInstall, repository.name + "/" + install.name);
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kInstall,
                    .name = install.name,
                    .version = install.version,
                    .project = project_->name,
                    .position = install.place});
    RunEdge(id, Id(NodeKind::kRepository, repository.name), install.place);
    const auto stage = std::ranges::find(project_->stages, repository.stage, &MadeStage::name);
    if (stage == project_->stages.end()) return;
    for (const MadeStage::Held& held : stage->packages) {
      const bool is_meant =
          held.name == install.package && (install.version.empty() || install.version == held.version);
      if (is_meant)
        RunEdge(id, Id(NodeKind::kPackage, held.name + "@" + held.version), install.place, held.version);
    }
  }

  // To the stage of any of the projects that is pushed to its repository.
  void AddDelivery(const MadeDelivery& delivery) {
    const std::string id = Id(NodeKind::kDelivery, delivery.name);
    const Published& wanted = delivery.published;
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kDelivery,
                    .name = delivery.name,
                    .version = wanted.tag,
                    .digest = wanted.digest,
                    .project = project_->name,
                    .position = delivery.place});
    const Position& place = delivery.lock_place.known() ? delivery.lock_place : delivery.place;
    for (const Project& project : projects_) {
      for (const MadeStage& stage : project.stages) {
        if (stage.published.repository == wanted.repository)
          return RunEdge(id, IdOf(project, NodeKind::kStage, stage.name), place, wanted.tag);
      }
    }
    RunEdge(id, AddForeign(NodeKind::kImage, wanted.repository, wanted.shown), place, wanted.tag);
  }

  void AddFiles(const FileSet& set) {
    const std::string id = Id(NodeKind::kFiles, set.name);
    graph_.Add(Node{.id = id,
                    .kind = NodeKind::kFiles,
                    .name = set.title,
                    .project = project_->name,
                    .position = set.place});
    for (const TextReference& reference : set.references)
      AddReference(id, reference, reference.version_position, true);
    for (const FileSet::Mention& mention : set.mentions)
      AddPath(id, *project_, mention.path, mention.place, "");
    for (const std::string& file : set.files) {
      for (const MadeDerived& derived : project_->derived) {
        const auto makes = [&](const std::string& output) { return IsInside(file, output); };
        if (std::ranges::any_of(derived.outputs, makes))
          BuildEdge(id, Id(NodeKind::kDerived, derived.name), {.file = file});
      }
    }
  }

  // To the set of files of a project that has the path. Returns whether there is one.
  bool AddPath(const std::string& from, const Project& project, const std::string& path,
               const Position& place, const std::string& version) {
    for (const FileSet& set : project.files) {
      if (std::ranges::find(set.files, path) == set.files.end()) continue;
      RunEdge(from, IdOf(project, NodeKind::kFiles, set.name), place, version);
      return true;
    }
    return false;
  }

  std::string AddForeign(NodeKind kind, const std::string& key, const std::string& name,
                         const std::string& version = "") {
    const std::string id = std::string(NameOf(kind)) + "/" + key;
    graph_.Add(Node{.id = id, .kind = kind, .name = name, .version = version});
    return id;
  }

  void AddReference(const std::string& from, const TextReference& reference, const Position& place,
                    bool at_run_time) {
    std::string version = reference.version.empty() ? reference.digest : reference.version;
    std::string to;
    if (reference.kind == ReferenceKind::kUrl) {
      for (const Project& project : projects_) {
        const bool is_own = project.policy.source == reference.repository && !reference.path.empty();
        if (is_own && AddPath(from, project, reference.path, place, version)) return;
      }
      to = AddForeign(NodeKind::kUrl, reference.repository, reference.repository);
    } else if (const Artifact* made = index_.Nearest(reference)) {
      to = made->id;
      if (reference.version.empty() && ArtifactIndex::IsMeant(*made, reference))
        version = made->published.tag;
    } else if (reference.is_bare) {
      return;
    } else {
      const NodeKind kind = reference.kind == ReferenceKind::kChart ? NodeKind::kChart : NodeKind::kImage;
      to = AddForeign(kind, reference.repository, reference.repository);
    }
    graph_.Add(
        Edge{.from = from, .to = to, .at_run_time = at_run_time, .version = version, .positions = {place}});
  }

  const std::vector<Project>& projects_;
  ArtifactIndex index_;
  const Project* project_ = nullptr;
  Graph graph_;
};

}  // namespace

Graph MakeGraph(const std::vector<Project>& projects) { return Maker(projects).Make(); }

}  // namespace pkgrepo::references
