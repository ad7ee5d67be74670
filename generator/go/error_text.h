// How the Carvel tools print the chain of causes of an error (github.com/cppforlife/go-cli-ui, package errors).

#ifndef PKGREPO_GO_ERROR_TEXT_H_
#define PKGREPO_GO_ERROR_TEXT_H_

#include <string>
#include <string_view>

namespace pkgrepo::go {

// In the first line of `message`, every ": " before a capital letter becomes ":" and a new line, each level
// two blanks deeper than the one before. What stands in brackets is not split, and a closing bracket that
// nothing opened drops the rest of that line, as in the original tools. Further lines are kept as they are.
std::string FormatErrorChain(std::string_view message);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_ERROR_TEXT_H_
