// Dependency files as Ninja reads them: what a step found on the way to its output.

#ifndef PKGREPO_BASE_DEPFILE_H_
#define PKGREPO_BASE_DEPFILE_H_

#include <string>
#include <vector>

namespace pkgrepo {

// "output: input1 input2" in Make's syntax, spaces and special characters escaped as GCC does; inputs sorted,
// each once.
std::string FormatDepfile(const std::string& output, std::vector<std::string> inputs);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_DEPFILE_H_
