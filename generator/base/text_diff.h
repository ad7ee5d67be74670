// What differs between two texts, for people.

#ifndef PKGREPO_BASE_TEXT_DIFF_H_
#define PKGREPO_BASE_TEXT_DIFF_H_

#include <string>
#include <string_view>

namespace pkgrepo {

struct NamedText {
  std::string_view name;
  std::string_view text;
};

// A unified diff that leads from one text to the other, with three lines of context; "" for equal texts. What eyes do not
// see in a line that differs is spelt out, as <CR>, <BOM>, <U+00A0> and, at its end, <tab> and <blank>.
std::string UnifiedDiff(const NamedText& from, const NamedText& to);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_TEXT_DIFF_H_
