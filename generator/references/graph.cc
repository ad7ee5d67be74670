#include "references/graph.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/strings.h"

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
    case NodeKind::kDelivery:
      return "delivery";
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

namespace {

bool IsCalled(const Node& node, const std::string& name) {
  return node.id == name || node.name == name || LabelOf(node) == name || node.id.ends_with("/" + name);
}

// Adds to `reached` what edges lead to, `forward` or back.
void Follow(const std::vector<Edge>& edges, bool forward, std::set<std::string>& reached) {
  std::multimap<std::string, std::string> next;
  for (const Edge& edge : edges) {
    next.emplace(forward ? edge.from : edge.to, forward ? edge.to : edge.from);
  }
  std::vector<std::string> open(reached.begin(), reached.end());
  while (!open.empty()) {
    const auto [begin, end] = next.equal_range(open.back());
    open.pop_back();
    for (auto edge = begin; edge != end; ++edge) {
      if (reached.insert(edge->second).second) open.push_back(edge->second);
    }
  }
}

}  // namespace

Graph PartOf(const Graph& graph, const std::vector<std::string>& names) {
  const std::vector<Node> nodes = graph.nodes();
  std::set<std::string> named;
  for (const std::string& name : names) {
    std::vector<std::string> known;
    bool is_known = false;
    for (const Node& node : nodes) {
      if (IsCalled(node, name)) {
        named.insert(node.id);
        is_known = true;
      }
      known.push_back(node.id.substr(node.id.rfind('/') + 1));
    }
    if (is_known) continue;
    Error error("there is no '" + name + "' in the graph");
    if (const std::optional<std::string> closest = ClosestMatch(name, known))
      error.Hint("did you mean '" + *closest + "'?");
    throw error;
  }
  const std::vector<Edge> edges = graph.edges();
  std::set<std::string> reached = named;
  Follow(edges, true, reached);
  std::set<std::string> leading = named;
  Follow(edges, false, leading);
  reached.insert(leading.begin(), leading.end());
  Graph part;
  for (const Node& node : nodes) {
    if (reached.contains(node.id)) part.Add(node);
  }
  for (const Edge& edge : edges) part.Add(edge);
  return part;
}

std::string LabelOf(const Node& node) {
  if (node.version.empty()) return node.name;
  const bool is_repository =
      node.kind == NodeKind::kImage || node.kind == NodeKind::kChart || node.kind == NodeKind::kBundle;
  return node.name + (is_repository ? ":" : " ") + node.version;
}

}  // namespace pkgrepo::references
