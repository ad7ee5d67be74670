// The schema of the values of a Helm chart, as kctrl makes it of the chart's values.yaml: the type and default of each value, and
// the comment above its key as description.
//
//   # How many answer requests.
//   replicas: 3
//
// becomes {type: integer, default: 3, description: How many answer requests.}. Of a list the first item stands for all.

#ifndef PKGREPO_PACKAGING_CHART_SCHEMA_H_
#define PKGREPO_PACKAGING_CHART_SCHEMA_H_

#include <nlohmann/json.hpp>
#include <string>

namespace pkgrepo::packaging {

inline constexpr const char* kChartValues = "values.yaml";

// In OpenAPI v3; null if there is nothing in `text`. Throws Error if that is not a map, or holds a number that kctrl cannot take
// as a default.
nlohmann::json ChartValuesSchema(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CHART_SCHEMA_H_
