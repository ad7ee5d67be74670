// --explain-values: where each data value came from.

#ifndef PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_
#define PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_

#include <string>

#include "yaml/node.h"
#include "ytt/datavalues/library_ref.h"

namespace pkgrepo::cli {

// A line for each value of the final document: "app.replicas: 3    values.yml:4", or the flag that set it. Those
// of a library, indented, follow its name: "@lib~alias:".
std::string ExplainValues(const ytt::LibraryRef& library, const yaml::Item& document);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_
