// The other Carvel tools as kctrl calls them: by their command lines, though without another process.

#ifndef PKGREPO_CLI_KCTRL_TOOLS_H_
#define PKGREPO_CLI_KCTRL_TOOLS_H_

#include <string>
#include <vector>

#include "base/process.h"

namespace pkgrepo::cli {

// Runs ytt, kbld, imgpkg or vendir, the first word, with this standard input. What it would end with, and print.
ProcessResult RunCarvelTool(const std::vector<std::string>& words, const std::string& input);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KCTRL_TOOLS_H_
