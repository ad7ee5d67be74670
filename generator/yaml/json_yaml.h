// YAML the way the Carvel tools written in Go read and print it, with JSON in between.
//
//   nlohmann::json config = ParseYamlAsJson(text, "vendir.yml");
//   std::string lock = "---\n" + PrintJsonAsYaml(config);
//
// kbld, imgpkg, vendir and kctrl share these rules (Go's sigs.k8s.io/yaml over yaml.v2):
// - Reading is YAML 1.1: yes, no, on, off, y and n are booleans, 017 is 15, 1_000 is 1000. Dates are strings.
//   Aliases and merge keys are resolved. Of equal keys the last one counts. Keys that are numbers or booleans
//   become strings.
// - All numbers are printed as 64-bit floats, as in JSON: 9223372036854775807 as 9223372036854776000. In
//   between, integers have all their digits.
// - Printing is block style, 2 blanks per map, lists not indented, keys in natural order
//   (go/yaml_key_order.h), text folded at 80 columns (scalar_style.h). There are no comments, anchors or
//   document marks.
//
// Not for ytt's documents, which keep comments, positions and key order: see node.h and reader.h.

#ifndef PKGREPO_YAML_JSON_YAML_H_
#define PKGREPO_YAML_JSON_YAML_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::yaml {

// The YAML text of `value`, ending in a newline. Precondition: strings are UTF-8. Throws Error for characters
// that YAML does not allow, such as U+007F.
std::string PrintJsonAsYaml(const nlohmann::json& value);

// The first document of `text`; null if there is none. Whatever stands after a second "---" is not looked at:
// split with SplitYamlDocuments first.
//
// Throws Error with Go's message ("error converting YAML to JSON: yaml: line 2: …") for malformed YAML, keys
// that are null, lists or maps, infinite numbers, nesting beyond kMaxDepth (node.h), and aliases that would
// expand to excessively more than they were written as. The error's position is `file_name` and the line, if
// known.
nlohmann::json ParseYamlAsJson(std::string_view text, std::string_view file_name);

// The documents of a stream, for ParseYamlAsJson one by one: the text is cut at each line that begins with
// "---". That line belongs to neither document, unless nothing stands between it and the cut before; so a
// document may be empty of all but comments, white space or a "---". Lines end in "\n" each, with "\r" taken
// away.
//
// Throws Error if anything but a comment follows on a line after "---".
std::vector<std::string> SplitYamlDocuments(std::string_view text);

// `text` as JSON; nullopt if it is anything else than one JSON value, or is nested beyond kMaxDepth.
std::optional<nlohmann::json> ParseJsonText(std::string_view text);

// Compact JSON as Go's encoding/json writes it: sorted keys, <, > and & escaped, numbers as FormatJsonFloat.
std::string PrintCompactJson(const nlohmann::json& value);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_H_
