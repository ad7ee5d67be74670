// Compact details of JSON as Go's encoder writes it.

#ifndef PKGREPO_BASE_JSON_TEXT_H_
#define PKGREPO_BASE_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace pkgrepo {

// Writes the characters < > & of a JSON text (they stand in strings only) and the line separators U+2028 and
// U+2029 as \u escapes, as Go does to keep JSON safe within HTML. Digests of what Carvel writes depend on it.
std::string EscapeJsonForHtml(std::string_view json);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_JSON_TEXT_H_
