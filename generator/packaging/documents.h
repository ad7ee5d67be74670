// Files that hold several resources, as text: what is passed on keeps its comments and its form.

#ifndef PKGREPO_PACKAGING_DOCUMENTS_H_
#define PKGREPO_PACKAGING_DOCUMENTS_H_

#include <string>
#include <string_view>

namespace pkgrepo::packaging {

// The text of the document of this kind, with blank lines for what stands ahead of it, so that lines keep their
// numbers. The whole text if it has one document only, or none of the kind: the reader says what is wrong then.
std::string DocumentOfKind(const std::string& text, std::string_view kind);

// The text without the blank lines ahead.
std::string WithoutBlankHead(const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_DOCUMENTS_H_
