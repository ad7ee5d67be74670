// Prints documents as ytt does.
//
//   std::string yaml = PrintYaml(*documents);              // documents separated by "---" lines
//   std::string json = PrintJson(document.value);
//
// YAML is Go's yaml v2 form: lists not indented below their key, no folding, `|` for text with newlines,
// quotes only where a reader would take the text for something else. JSON has sorted keys, and <, >, &
// escaped.

#ifndef PKGREPO_YAML_PRINTER_H_
#define PKGREPO_YAML_PRINTER_H_

#include <string>
#include <string_view>

#include "yaml/node.h"

namespace pkgrepo::yaml {

// Appends one value as a whole document, ending in a newline. A map may have keys of any scalar type.
void AppendYaml(std::string& out, const Value& value);

// All documents of a set that have something to print (IsPrinted), with "---" lines between them.
std::string PrintYaml(const Node& documents);

// Whether a document comes out: parsed null, {} and [] do not; a computed {} or [] does.
bool IsPrinted(const Item& document);

// One value in one line, without a newline at the end. A positive `indent` prints each element on a line of
// its own, indented by so many blanks per level. Keys must be strings: throws Error otherwise.
void AppendJson(std::string& out, const Value& value, int indent = 0);

// All documents of a set that have something to print, one after the other with nothing in between. As in ytt,
// documents with an infinite number are left out.
std::string PrintJson(const Node& documents);

// `ytt -o pos`: every node on a line of its own beside the place it came from.
std::string PrintPositions(const Node& documents);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_PRINTER_H_
