#include "references/artifact_index.h"

#include <algorithm>
#include <utility>

#include "packaging/records.h"

namespace pkgrepo::references {

std::string IdOf(const Project& project, NodeKind kind, const std::string& name) {
  return project.name + "/" + std::string(NameOf(kind)) + "/" + name;
}

ArtifactIndex::ArtifactIndex(const std::vector<Project>& projects) {
  for (const Project& project : projects) {
    const auto add = [&](NodeKind kind, const std::string& name, const Published& published,
                         const Position& place) {
      Add({.id = IdOf(project, kind, name),
           .kind = kind,
           .published = published,
           .project = &project,
           .place = place});
    };
    for (const MadeImage& image : project.images)
      add(NodeKind::kImage, image.name, image.published, image.place);
    for (const MadeChart& chart : project.charts)
      add(NodeKind::kChart, chart.name, chart.published, chart.place);
    for (const MadePackage& package : project.packages) {
      add(NodeKind::kBundle, package.name + "@" + package.version, package.published,
          {.file = package.source});
    }
    for (const MadeStage& stage : project.stages)
      add(NodeKind::kStage, stage.name, stage.published, {.file = stage.file});
  }
}

void ArtifactIndex::Add(Artifact artifact) {
  if (artifact.published.repository.empty()) return;
  artifacts_[artifact.published.repository].push_back(std::move(artifact));
}

const std::vector<Artifact>& ArtifactIndex::Of(const std::string& repository) const {
  static const std::vector<Artifact> none;
  const auto found = artifacts_.find(repository);
  return found == artifacts_.end() ? none : found->second;
}

bool ArtifactIndex::IsMeant(const Artifact& artifact, const TextReference& reference) {
  if (!reference.digest.empty())
    return artifact.published.digest.empty() || artifact.published.digest == reference.digest;
  return artifact.published.tag == packaging::TagOfVersion(reference.version);
}

const Artifact* ArtifactIndex::Nearest(const TextReference& reference) const {
  const std::vector<Artifact>& made = Of(reference.repository);
  const auto meant =
      std::ranges::find_if(made, [&](const Artifact& artifact) { return IsMeant(artifact, reference); });
  if (meant != made.end()) return &*meant;
  return made.empty() ? nullptr : &made.back();
}

std::vector<Artifact> ArtifactIndex::All() const {
  std::vector<Artifact> all;
  for (const auto& [repository, artifacts] : artifacts_)
    all.insert(all.end(), artifacts.begin(), artifacts.end());
  return all;
}

}  // namespace pkgrepo::references
