// --explain-values: where each data value came from.

#ifndef PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_
#define PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_

#include <iosfwd>

#include "yaml/node.h"

namespace pkgrepo::cli {

// Prints a line for each value of the final document: "app.replicas: 3    values.yml:4", or the flag that set
// it.
void ExplainValues(const yaml::Item& document, std::ostream& out);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_EXPLAIN_VALUES_H_
