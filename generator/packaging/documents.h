// Files that hold several resources, as text: what is passed on keeps its comments and its form.

#ifndef PKGREPO_PACKAGING_DOCUMENTS_H_
#define PKGREPO_PACKAGING_DOCUMENTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::packaging {

// The text of the document of this kind, with blank lines in place of what precedes it, so that lines keep their
// numbers. The whole text if it has one document only, or none of the kind: the reader says what is wrong then.
std::string DocumentOfKind(const std::string& text, std::string_view kind);

// Each document with blank lines in place of what precedes it; none that is blank.
std::vector<std::string> DocumentsOf(const std::string& text);

// The text without leading blank lines.
std::string WithoutBlankHead(const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_DOCUMENTS_H_
