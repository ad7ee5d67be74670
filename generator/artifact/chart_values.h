// The values of a chart, held against its schema as Helm does before it renders.

#ifndef PKGREPO_ARTIFACT_CHART_VALUES_H_
#define PKGREPO_ARTIFACT_CHART_VALUES_H_

#include <string>
#include <vector>

namespace pkgrepo::artifact {

struct NamedContent {
  std::string file;
  std::string text;
};

// Throws Error if `values`, with the `further` files over them, later ones over earlier ones, are not as `schema` says: at the
// place in the last file that has what is wrong, with all else that is wrong in notes.
void CheckChartValues(const NamedContent& values, const NamedContent& schema, const std::vector<NamedContent>& further);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_VALUES_H_
