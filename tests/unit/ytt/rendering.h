// Renders templates held in memory, for tests.

#ifndef PKGREPO_TESTS_UNIT_YTT_RENDERING_H_
#define PKGREPO_TESTS_UNIT_YTT_RENDERING_H_

#include <string>
#include <utility>
#include <vector>

namespace pkgrepo::ytt {

using TestFiles = std::vector<std::pair<std::string, std::string>>;  // paths and contents

// The output of the first file; the others are there to be loaded. Throws Error.
std::string RenderFirst(const TestFiles& files);
// The same of one file "config.yml".
std::string RenderYaml(const std::string& content);
// The message of the error that rendering ends with; empty if it doesn't.
std::string RenderError(const TestFiles& files);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_TESTS_UNIT_YTT_RENDERING_H_
