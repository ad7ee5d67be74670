#include "cli/kctrl/tools.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "base/error.h"
#include "cli/command.h"
#include "cli/imgpkg/commands.h"
#include "cli/kbld/commands.h"
#include "cli/vendir/commands.h"
#include "cli/ytt/commands.h"
#include "go/error_text.h"

namespace pkgrepo::cli {
namespace {

struct Tool {
  std::string_view name;
  Command (*make)();
};

constexpr std::array kTools = {Tool{"ytt", &MakeYttCommand}, Tool{"kbld", &MakeKbldCommand},
                               Tool{"imgpkg", &MakeImgpkgCommand}, Tool{"vendir", &MakeVendirCommand}};

}  // namespace

ProcessResult RunCarvelTool(const std::vector<std::string>& words, const std::string& input) {
  constexpr int kFailed = 1;
  const Tool& tool =
      *std::find_if(kTools.begin(), kTools.end(), [&](const Tool& known) { return known.name == words[0]; });
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  ProcessResult result;
  try {
    result.status = Execute(tool.make(), {words.begin() + 1, words.end()}, in, out, err);
  } catch (const Error& error) {
    err << tool.name << ": Error: " << go::FormatErrorChain(error.message()) << "\n";
    result.status = kFailed;
  }
  result.output = std::move(out).str();
  result.error_output = std::move(err).str();
  return result;
}

}  // namespace pkgrepo::cli
