#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/json_print.h"
#include "base/strings.h"
#include "references/graph.h"

namespace pkgrepo::references {
namespace {

constexpr int kJsonIndent = 2;
constexpr const char* kIndent = "  ";

// Names by which diagrams call nodes: of letters, digits and '_', each of one node, and none that begins like a keyword.
std::map<std::string, std::string> DiagramNames(const std::vector<Node>& nodes) {
  std::map<std::string, std::string> names;
  std::set<std::string> taken;
  for (const Node& node : nodes) {
    std::string name = "n_";
    for (const char c : node.id) name += IsAlphanumeric(static_cast<unsigned char>(c)) ? c : '_';
    std::string unique = name;
    for (int i = 2; !taken.insert(unique).second; ++i) unique = name + "_" + std::to_string(i);
    names.emplace(node.id, unique);
  }
  return names;
}

std::string WithoutControls(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

// What Mermaid would take for its own, as entities of HTML without '&'; line breaks become blanks.
std::string EscapeForMermaid(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\"#&;|<>[](){}`\\").find(c) != std::string_view::npos) {
      escaped += "#" + std::to_string(static_cast<int>(c)) + ";";
    } else {
      escaped += c;
    }
  }
  return WithoutControls(std::move(escaped));
}

std::string EscapeForDot(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "\"" + WithoutControls(std::move(escaped)) + "\"";
}

// The projects that have nodes in their source trees.
std::vector<std::string> ProjectsOf(const std::vector<Node>& nodes) {
  std::set<std::string> projects;
  for (const Node& node : nodes) {
    if (node.IsInSourceTree()) projects.insert(node.project);
  }
  return {projects.begin(), projects.end()};
}

std::string PlacesOf(const std::vector<Position>& positions) {
  std::vector<std::string> places;
  for (const Position& position : positions) places.push_back(position.ToString());
  return Join(places, ", ");
}

std::string_view ShapeOf(NodeKind kind) {
  switch (kind) {
    case NodeKind::kSource:
    case NodeKind::kDerived:
    case NodeKind::kFiles:
      return "note";
    case NodeKind::kImage:
    case NodeKind::kChart:
    case NodeKind::kBundle:
      return "box3d";
    default:
      return "box";
  }
}

nlohmann::ordered_json PlaceAsJson(const Position& position) {
  nlohmann::ordered_json place;
  place["file"] = position.file;
  if (position.line > 0) place["line"] = position.line;
  return place;
}

// Nodes inside the groups of their projects, then all others; `group` opens one, `end` closes it.
template <typename Group, typename Print>
std::string PrintNodes(const std::vector<Node>& nodes, Group group, std::string_view end, Print print) {
  std::string text;
  for (const std::string& project : ProjectsOf(nodes)) {
    text += kIndent + group(project) + "\n";
    for (const Node& node : nodes) {
      if (node.IsInSourceTree() && node.project == project)
        text += std::string(kIndent) + kIndent + print(node) + "\n";
    }
    text += kIndent + std::string(end) + "\n";
  }
  for (const Node& node : nodes) {
    if (!node.IsInSourceTree()) text += kIndent + print(node) + "\n";
  }
  return text;
}

}  // namespace

std::string ToMermaid(const Graph& graph) {
  const std::vector<Node> nodes = graph.nodes();
  const std::map<std::string, std::string> names = DiagramNames(nodes);
  int groups = 0;
  std::string text =
      "flowchart LR\n" + PrintNodes(
                             nodes,
                             [&](const std::string& project) {
                               return "subgraph project_" + std::to_string(++groups) + "[\"" +
                                      EscapeForMermaid(project) + "\"]";
                             },
                             "end",
                             [&](const Node& node) {
                               return names.at(node.id) + "[\"" + EscapeForMermaid(LabelOf(node)) + "\"]";
                             });
  for (const Edge& edge : graph.edges()) {
    if (!edge.positions.empty()) text += kIndent + ("%% " + WithoutControls(PlacesOf(edge.positions))) + "\n";
    text += kIndent + names.at(edge.from) + (edge.at_run_time ? " -.->" : " -->");
    if (!edge.version.empty()) text += "|\"" + EscapeForMermaid(edge.version) + "\"|";
    text += " " + names.at(edge.to) + "\n";
  }
  return text;
}

std::string ToDot(const Graph& graph) {
  const std::vector<Node> nodes = graph.nodes();
  const std::map<std::string, std::string> names = DiagramNames(nodes);
  int groups = 0;
  std::string text =
      "digraph references {\n  rankdir=LR\n  node [fontname=\"Helvetica\"]\n" +
      PrintNodes(
          nodes,
          [&](const std::string& project) {
            return "subgraph cluster_" + std::to_string(++groups) + " { label=" + EscapeForDot(project);
          },
          "}",
          [&](const Node& node) {
            std::string line = names.at(node.id) + " [label=" + EscapeForDot(LabelOf(node)) +
                               ", shape=" + std::string(ShapeOf(node.kind));
            if (node.position.known()) line += ", tooltip=" + EscapeForDot(node.position.ToString());
            return line + "]";
          });
  for (const Edge& edge : graph.edges()) {
    std::vector<std::string> attributes;
    if (edge.at_run_time) attributes.emplace_back("style=dotted");
    if (!edge.version.empty()) attributes.push_back("label=" + EscapeForDot(edge.version));
    if (!edge.positions.empty()) attributes.push_back("tooltip=" + EscapeForDot(PlacesOf(edge.positions)));
    text += kIndent + names.at(edge.from) + " -> " + names.at(edge.to);
    if (!attributes.empty()) text += " [" + Join(attributes, ", ") + "]";
    text += "\n";
  }
  return text + "}\n";
}

std::string ToJson(const Graph& graph) {
  nlohmann::ordered_json nodes = nlohmann::ordered_json::array();
  for (const Node& node : graph.nodes()) {
    nlohmann::ordered_json entry = {{"id", node.id}, {"kind", NameOf(node.kind)}, {"name", node.name}};
    if (!node.version.empty()) entry["version"] = node.version;
    if (!node.digest.empty()) entry["digest"] = node.digest;
    if (!node.project.empty()) entry["project"] = node.project;
    if (node.position.known()) entry["place"] = PlaceAsJson(node.position);
    nodes.push_back(std::move(entry));
  }
  nlohmann::ordered_json edges = nlohmann::ordered_json::array();
  for (const Edge& edge : graph.edges()) {
    nlohmann::ordered_json entry = {
        {"from", edge.from}, {"to", edge.to}, {"time", edge.at_run_time ? "run" : "build"}};
    if (!edge.version.empty()) entry["version"] = edge.version;
    for (const Position& position : edge.positions) entry["places"].push_back(PlaceAsJson(position));
    edges.push_back(std::move(entry));
  }
  return PrintJsonText(nlohmann::ordered_json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}},
                       kJsonIndent) +
         "\n";
}

}  // namespace pkgrepo::references
