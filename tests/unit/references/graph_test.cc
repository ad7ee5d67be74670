#include "references/graph.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "references/project_graph.h"

namespace pkgrepo::references {

TEST_CASE("names are escaped as each form asks for") {
  Graph graph;
  graph.Add(
      {.id = "a/source/x", .kind = NodeKind::kSource, .name = "say \"hi\"|]\\ #1;\nnew", .project = "a\"b"});
  graph.Add({.id = "a.source.x", .kind = NodeKind::kImage, .name = "ghcr.io/acme/app", .version = "1.0"});
  graph.Add(Edge{.from = "a.source.x",
                 .to = "a/source/x",
                 .at_run_time = true,
                 .version = "1|0",
                 .positions = {{"f\ng", 3}}});
  CHECK(ToMermaid(graph) ==
        "flowchart LR\n"
        "  subgraph project_1[\"a#34;b\"]\n"
        "    n_a_source_x_2[\"say #34;hi#34;#124;#93;#92; #35;1#59; new\"]\n"
        "  end\n"
        "  n_a_source_x[\"ghcr.io/acme/app:1.0\"]\n"
        "  %% f g:3\n"
        "  n_a_source_x -.->|\"1#124;0\"| n_a_source_x_2\n");
  CHECK(ToDot(graph) ==
        "digraph references {\n"
        "  rankdir=LR\n"
        "  node [fontname=\"Helvetica\"]\n"
        "  subgraph cluster_1 { label=\"a\\\"b\"\n"
        "    n_a_source_x_2 [label=\"say \\\"hi\\\"|]\\\\ #1; new\", shape=note]\n"
        "  }\n"
        "  n_a_source_x [label=\"ghcr.io/acme/app:1.0\", shape=box3d]\n"
        "  n_a_source_x -> n_a_source_x_2 [style=dotted, label=\"1|0\", tooltip=\"f g:3\"]\n"
        "}\n");
  const nlohmann::json json = nlohmann::json::parse(ToJson(graph));
  CHECK(json["nodes"][1]["name"] == "say \"hi\"|]\\ #1;\nnew");
  CHECK(json["edges"][0]["time"] == "run");
  CHECK(json["edges"][0]["places"][0]["line"] == 3);
}

TEST_CASE("edges are there once, with all places, and between nodes that are there") {
  Graph graph;
  graph.Add({.id = "a", .name = "a"});
  graph.Add({.id = "b", .name = "b"});
  graph.Add(Edge{.from = "a", .to = "b", .positions = {{"f", 1}}});
  graph.Add(Edge{.from = "a", .to = "b", .positions = {{"f", 2}}});
  graph.Add(Edge{.from = "a", .to = "b", .positions = {{"f", 1}}});
  graph.Add(Edge{.from = "a", .to = "c"});
  graph.Add(Edge{.from = "a", .to = "a"});
  REQUIRE(graph.edges().size() == 1);
  CHECK(graph.edges()[0].positions.size() == 2);
}

TEST_CASE("a part of a graph is what leads to a node, and what it leads to") {
  Graph graph;
  for (const char* id : {"p/image/a", "p/image/b", "p/chart/c", "p/files/d", "p/image/other"})
    graph.Add({.id = id, .name = std::string("r.io/") + id});
  graph.Add(Edge{.from = "p/chart/c", .to = "p/image/a"});
  graph.Add(Edge{.from = "p/chart/c", .to = "p/image/b"});
  graph.Add(Edge{.from = "p/files/d", .to = "p/chart/c"});
  graph.Add(Edge{.from = "p/files/d", .to = "p/image/other"});
  const auto ids = [&](const std::string& name) {
    std::string text;
    for (const Node& node : PartOf(graph, {name}).nodes()) text += node.id + " ";
    return text;
  };
  CHECK(ids("c") == "p/chart/c p/files/d p/image/a p/image/b ");
  CHECK(ids("r.io/p/image/a") == "p/chart/c p/files/d p/image/a ");
  CHECK(ids("p/image/other") == "p/files/d p/image/other ");
  CHECK_THROWS_WITH_AS(PartOf(graph, {"othr"}), "there is no 'othr' in the graph", Error);
}

TEST_CASE("what one project makes and another names is one node") {
  Project maker{.name = "maker", .source = "/m"};
  maker.images.push_back({.name = "app",
                          .published = {.repository = "r.io/app", .shown = "r.io/app", .tag = "1.0"},
                          .place = {"CMakeLists.txt", 3}});
  Project user{.name = "user", .source = "/u"};
  TextReference reference{
      .kind = ReferenceKind::kImage, .text = "r.io/app:0.9", .repository = "r.io/app", .version = "0.9"};
  reference.version_position = {"a.sh", 7};
  user.files.push_back({.name = "scripts", .title = "scripts", .place = {}, .references = {reference}});
  const std::vector<Edge> edges = MakeGraph({maker, user}).edges();
  REQUIRE(edges.size() == 1);
  CHECK(edges[0].from == "user/files/scripts");
  CHECK(edges[0].to == "maker/image/app");
  CHECK(edges[0].version == "0.9");
  CHECK(edges[0].positions[0].ToString() == "a.sh:7");
}

}  // namespace pkgrepo::references
