// What makes CMake configure again: the files that it has read, and the files and folders that the project named to it
// (CMAKE_CONFIGURE_DEPENDS). It writes them down as the inputs of build.ninja, of its rule RERUN_CMAKE, and nowhere else.
//
// https://ninja-build.org/manual.html#ref_lexer

#ifndef PKGREPO_PACKAGING_CONFIGURE_INPUTS_H_
#define PKGREPO_PACKAGING_CONFIGURE_INPUTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::packaging {

// The paths as they are written, relative to the folder of build.ninja or absolute. Throws Error if `text` has no such rule.
std::vector<std::string> ParseConfigureInputs(std::string_view text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CONFIGURE_INPUTS_H_
