// What a string becomes on its way through JSON text that is read as YAML, which Go's printing of YAML does
// first.

#ifndef PKGREPO_YAML_JSON_YAML_REREAD_H_
#define PKGREPO_YAML_JSON_YAML_REREAD_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::yaml {

// The text that comes back, where it is another one: U+0085 is a line break to YAML but nothing special to
// JSON, so it is folded, with the blanks around it, to a blank, and n of them to n-1 newlines. Throws Error
// for characters that YAML does not allow unescaped, such as U+007F.
std::optional<std::string> RereadJsonString(std::string_view text);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_REREAD_H_
