#include "references/graph.h"

#include <algorithm>

namespace pkgrepo::references {

std::string_view NameOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kSource:
      return "source";
    case NodeKind::kDerived:
      return "derived";
    case NodeKind::kFiles:
      return "files";
    case NodeKind::kImage:
      return "image";
    case NodeKind::kChart:
      return "chart";
    case NodeKind::kBundle:
      return "bundle";
    case NodeKind::kPackage:
      return "package";
    case NodeKind::kStage:
      return "stage";
    case NodeKind::kRepository:
      return "repository";
    case NodeKind::kChartRepository:
      return "chart-repository";
    case NodeKind::kInstall:
      return "install";
    case NodeKind::kUrl:
      break;
  }
  return "url";
}

void Graph::Add(const Edge& edge) {
  if (edge.from == edge.to) return;
  Edge& known = edges_
                    .try_emplace({edge.from, edge.to, edge.at_run_time, edge.version},
                                 Edge{.from = edge.from,
                                      .to = edge.to,
                                      .at_run_time = edge.at_run_time,
                                      .version = edge.version,
                                      .positions = {}})
                    .first->second;
  for (const Position& position : edge.positions) {
    const auto is_same = [&](const Position& other) {
      return other.file == position.file && other.line == position.line;
    };
    if (position.known() && std::ranges::none_of(known.positions, is_same))
      known.positions.push_back(position);
  }
}

const Node* Graph::Find(const std::string& id) const {
  const auto found = nodes_.find(id);
  return found == nodes_.end() ? nullptr : &found->second;
}

std::vector<Node> Graph::nodes() const {
  std::vector<Node> nodes;
  for (const auto& [id, node] : nodes_) nodes.push_back(node);
  return nodes;
}

std::vector<Edge> Graph::edges() const {
  std::vector<Edge> edges;
  for (const auto& [key, edge] : edges_) {
    if (nodes_.contains(edge.from) && nodes_.contains(edge.to)) edges.push_back(edge);
  }
  return edges;
}

std::string LabelOf(const Node& node) {
  if (node.version.empty()) return node.name;
  const bool is_repository =
      node.kind == NodeKind::kImage || node.kind == NodeKind::kChart || node.kind == NodeKind::kBundle;
  return node.name + (is_repository ? ":" : " ") + node.version;
}

}  // namespace pkgrepo::references
