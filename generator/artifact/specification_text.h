// The files by which CMake tells a step what it asks for: a line for each word, so that a value needs no quotes.
//
//   # Of add_container_image(hello) in /src/CMakeLists.txt
//   IMAGE ghcr.io/acme/hello
//   TAG 1.0

#ifndef PKGREPO_ARTIFACT_SPECIFICATION_TEXT_H_
#define PKGREPO_ARTIFACT_SPECIFICATION_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace pkgrepo::artifact {

struct SpecificationLine {
  std::string keyword;
  // What follows the first blank; of "#", without the "Of" that it begins with: the call of CMake.
  std::string value;
  Position position;
};

// The lines of `text`, less empty ones.
std::vector<SpecificationLine> ReadSpecification(const std::string& file, std::string_view text);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_SPECIFICATION_TEXT_H_
