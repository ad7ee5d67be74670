// Repositories of one cluster: kapp-controller refuses the second of two that bring a Package or PackageMetadata of the same
// name and other content, and serves nothing new of it from then on. Repository files that name a cluster of theirs in
// `clusters` are held against each other before they get there.
//
//   CheckSharedClusters("acme", file, stage, tree, inputs);
//
// Content is equal if `spec`, labels and annotations are. Where it is not, the resource with the higher annotation
// `packaging.carvel.dev/revision` wins, numbers between dots; without one it is less than with any. Repositories in
// different namespaces never meet: where a package comes from the global namespace, too, that of the own one counts. A file
// without `namespace` may end up in any.
//
// https://carvel.dev/kapp-controller/docs/v0.53.x/packaging/#overlapping-packages-across-multiple-packagerepositories

#ifndef PKGREPO_PACKAGING_SHARED_CLUSTER_H_
#define PKGREPO_PACKAGING_SHARED_CLUSTER_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "packaging/build_tree.h"
#include "packaging/records.h"
#include "packaging/repository_file.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

// Another repository that may meet the one that was asked for.
struct Neighbour {
  std::string name;
  RepositoryFile file;
  // A cluster that both have, as the one that was asked for names it.
  std::string cluster;
  Position position;
  Position own_position;  // where the other file names it
};

// The other declared repositories that share a cluster and may share a namespace; none, and nothing is read, if `file` names
// no cluster. A file that cannot be read is left out: its own steps say so.
std::vector<Neighbour> FindNeighbours(const std::string& name, const RepositoryFile& file, const BuildTree& tree,
                                      StepInputs& inputs);

// Why kapp-controller refuses one of these resources of the same kind and name where the other one is, "" if it does not.
// Where one field says it, its path is in `field`: {"spec", "template"}.
std::string ConflictBetween(const nlohmann::json& one, const nlohmann::json& other, std::vector<std::string>& field);

// Throws Error with the places in both repository files, and of both resources in the build tree, if the repository of
// `stage` would conflict with a neighbour. The stages of neighbours must have been built.
void CheckSharedClusters(const std::string& name, const RepositoryFile& file, const StageRecord& stage,
                         const BuildTree& tree, StepInputs& inputs);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SHARED_CLUSTER_H_
