// Specifications: what a function of the CMake module asks of a step, as a file of the build tree that CMake writes. Each line is a
// keyword and a value, which ends with the line, so that no value needs quotes.
//
//   # Of add_derived_files(crds) in /src/CMakeLists.txt
//   OUTPUT config/crds.yaml
//
//   for (const SpecifiedWord& word : ParseSpecification(file, text)) …

#ifndef PKGREPO_PACKAGING_SPECIFICATION_H_
#define PKGREPO_PACKAGING_SPECIFICATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

struct SpecifiedWord {
  std::string keyword;
  // "" where the keyword stands alone.
  std::string value;
  Position position;
};

struct Specification {
  // The call of CMake that it is of, with its file: "add_derived_files(crds) in /src/CMakeLists.txt".
  std::string call;
  std::vector<SpecifiedWord> words;
};

// Of `text`, the content of `file`.
Specification ParseSpecification(const std::string& file, std::string_view text);

// Throws Error at the line of a word whose keyword is none that the specification of `what` has.
[[noreturn]] void RefuseWord(const SpecifiedWord& word, const std::string& what);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_SPECIFICATION_H_
