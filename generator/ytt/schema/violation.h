// What a schema finds wrong, and the layout in which ytt reports it:
//
//   Invalid schema - null value not allowed here
//   ============================================
//
//   schema.yml:
//       |
//     3 | a:
//       |
//
//       = found: null value
//       = expected: non-null value
//       = hint: in YAML, omitting a value implies null.

#ifndef PKGREPO_YTT_SCHEMA_VIOLATION_H_
#define PKGREPO_YTT_SCHEMA_VIOLATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "yaml/source.h"

namespace pkgrepo::ytt {

struct SchemaViolation {
  std::string description;                // a line of its own; empty: none
  std::vector<yaml::Position> positions;  // the lines to show, the first one names the file
  std::string found;                      // empty: none
  std::string expected;                   // empty: none
  std::vector<std::string> hints;
};

// The whole text. It starts with a newline, as it follows "Overlaying data values (…): ".
std::string RenderViolations(std::string_view title, const std::vector<SchemaViolation>& violations);

// The text of an error within an error: `rendered` under another title.
std::string RenderNested(std::string_view title, const std::string& rendered);

// The error for a schema that is wrong in one place: under "Invalid schema" if `title` is empty, else under
// "Invalid schema - title".
Error InvalidSchema(std::string_view title, const SchemaViolation& violation);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_VIOLATION_H_
