// What the projects make that a reference may mean, by repository.
//
//   const ArtifactIndex index(projects);
//   for (const Artifact& made : index.Of(reference.repository)) …

#ifndef PKGREPO_REFERENCES_ARTIFACT_INDEX_H_
#define PKGREPO_REFERENCES_ARTIFACT_INDEX_H_

#include <map>
#include <string>
#include <vector>

#include "references/graph.h"
#include "references/project.h"

namespace pkgrepo::references {

struct Artifact {
  // In the graph.
  std::string id;
  NodeKind kind = NodeKind::kImage;
  Published published;
  const Project* project = nullptr;
  // Where it is declared.
  Position place;
};

class ArtifactIndex {
 public:
  // `projects` is kept and must outlive the object.
  explicit ArtifactIndex(const std::vector<Project>& projects);

  // With this repository, in normal form; none if none of the projects has it.
  const std::vector<Artifact>& Of(const std::string& repository) const;
  // Whether the reference means it, by digest if it has one.
  static bool IsMeant(const Artifact& artifact, const TextReference& reference);
  // That which the reference means, else another one of its repository; nullptr if there is none.
  const Artifact* Nearest(const TextReference& reference) const;
  // In the order of their repositories.
  std::vector<Artifact> All() const;

 private:
  void Add(Artifact artifact);

  std::map<std::string, std::vector<Artifact>> artifacts_;
};

// The ids of nodes.
std::string IdOf(const Project& project, NodeKind kind, const std::string& name);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_ARTIFACT_INDEX_H_
