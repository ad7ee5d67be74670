// Dates of YAML 1.1. They are read as text, but text that looks like one is printed in quotes.

#ifndef PKGREPO_YAML_TIMESTAMP_H_
#define PKGREPO_YAML_TIMESTAMP_H_

#include <string_view>

namespace pkgrepo::yaml {

// Whether `text` is a date ("2001-1-31"), alone or with a time of day after 'T', 't' or a blank; after T a
// time zone is needed, after a blank it is not allowed.
bool IsTimestamp(std::string_view text);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_TIMESTAMP_H_
