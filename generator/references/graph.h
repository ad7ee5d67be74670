// What refers to what: nodes for sources and all that is made of them, edges to what each is made of, or needs when it runs.
//
//   Graph graph;
//   graph.Add({.id = "image:app", .kind = NodeKind::kImage, .name = "ghcr.io/acme/app", .version = "1.0"});
//   graph.Add({.from = "image:app", .to = "source:src", .at_run_time = false});
//   out << ToMermaid(graph);

#ifndef PKGREPO_REFERENCES_GRAPH_H_
#define PKGREPO_REFERENCES_GRAPH_H_

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace pkgrepo::references {

enum class NodeKind {
  kSource,   // files of a source tree, or where those of others are
  kDerived,  // files that a command makes of others
  kFiles,    // scripts, instructions, hooks
  kImage,
  kChart,
  kBundle,
  kPackage,  // a version of one
  kStage,
  kRepository,
  kChartRepository,
  kInstall,
  kDelivery,  // what an environment has
  kUrl,  // what is served of a revision of sources, or of a release
};

// "source", "chart" and so on.
std::string_view NameOf(NodeKind kind);

struct Node {
  // Of the graph, such as "image:app"; each is of one node.
  std::string id;
  NodeKind kind = NodeKind::kSource;
  // What people call it: a repository, a path, a name.
  std::string name;
  // "" where it has none, or none that is known.
  std::string version = {};
  std::string digest = {};
  // Whose sources it belongs to; "" for what none of the projects makes.
  std::string project = {};
  // Where it is declared, relative to the source tree of the project.
  Position position = {};

  // Whether it lies in the source tree of its project, rather than being published.
  bool IsInSourceTree() const {
    return !project.empty() &&
           (kind == NodeKind::kSource || kind == NodeKind::kDerived || kind == NodeKind::kFiles);
  }
};

struct Edge {
  std::string from;
  std::string to;
  // Needed when it runs, not to make it.
  bool at_run_time = false;
  // That which is referred to; "" where no version is said.
  std::string version = {};
  // Where that is written.
  std::vector<Position> positions = {};
};

class Graph {
 public:
  // The first of an id stays.
  void Add(Node node) { nodes_.try_emplace(node.id, node); }
  // One that is there gets the positions. Nodes may follow later; an edge from a node to itself is none.
  void Add(const Edge& edge);

  const Node* Find(const std::string& id) const;
  // By id.
  std::vector<Node> nodes() const;
  // In the order of their ends, build time first.
  std::vector<Edge> edges() const;

 private:
  std::map<std::string, Node> nodes_;
  std::map<std::tuple<std::string, std::string, bool, std::string>, Edge> edges_;
};

// Those nodes, with all that they refer to, all that refers to them, and so on. A node is named as it is declared ("app-image",
// "app@1.0.0"), as it is shown, or by its id. Throws Error for a name that is none of a node.
Graph PartOf(const Graph& graph, const std::vector<std::string>& names);

// What is written of it: "ghcr.io/acme/app:1.0".
std::string LabelOf(const Node& node);

// Each the same for the same graph. Names are escaped as each form asks for.
std::string ToMermaid(const Graph& graph);
std::string ToDot(const Graph& graph);
std::string ToJson(const Graph& graph);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_GRAPH_H_
