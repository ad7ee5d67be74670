// The graph of projects: what each has in its source tree and publishes, and what that refers to. A reference of one project to what
// another makes is an edge between their nodes; what none makes is a node of its own.

#ifndef PKGREPO_REFERENCES_PROJECT_GRAPH_H_
#define PKGREPO_REFERENCES_PROJECT_GRAPH_H_

#include <vector>

#include "references/graph.h"
#include "references/project.h"

namespace pkgrepo::references {

Graph MakeGraph(const std::vector<Project>& projects);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_PROJECT_GRAPH_H_
