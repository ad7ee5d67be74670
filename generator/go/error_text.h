// How the Carvel tools print the chain of causes of an error. Follows package errors of
// https://github.com/cppforlife/go-cli-ui (2022-04-25).
//
//   FormatErrorChain("Fetching: Reading a: not there");    // "Fetching:\n  Reading a: not there"

#ifndef PKGREPO_GO_ERROR_TEXT_H_
#define PKGREPO_GO_ERROR_TEXT_H_

#include <string>
#include <string_view>

namespace pkgrepo::go {

// In the first line of `message`, every ": " before a capital letter becomes ":" and a new line, each level
// two blanks deeper than the one before. What stands in brackets, or between "...|" and "|...", is not split. Brackets
// that do not match are taken as the original takes them: any that closes ends the innermost one, and one too many
// drops the rest of the line. Further lines are kept as they are.
std::string FormatErrorChain(std::string_view message);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_ERROR_TEXT_H_
