// The template steps of a kctrl project, run as kctrl does before it releases: on a copy of the project, by command lines of
// ytt, kbld and helm that the user sees.
//
//   KctrlRenderer renderer(tools, {.values_file = "values.yml"});
//   renderer.Render(build.app);              // leaves the images' lock in .imgpkg/images.yml
//
// What the build graph renders is packaging/rendering.h.

#ifndef PKGREPO_PACKAGING_KCTRL_RENDER_H_
#define PKGREPO_PACKAGING_KCTRL_RENDER_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"

namespace pkgrepo::packaging {

// What kctrl works with. All references outlive the calls.
struct KctrlTools {
  FileSystem& files;
  const ProcessRunner& processes;
  // Runs ytt, kbld, imgpkg or vendir, the first word, in the working directory with this standard input.
  std::function<ProcessResult(const std::vector<std::string>& words, const std::string& input)> run;
  // Is shown each command line ahead of its run, and what is to be seen of its output: lines, each with its end.
  std::function<void(const std::string& text)> show;
  // With --debug, is shown all of what the tools print for each other as well; may be empty.
  std::function<void(const std::string& text)> show_all = {};
};

// What `run` has printed. Shows the command line first, and `show_output`, which may be empty, what came of it; throws Error
// with all that the tool said if it fails.
std::string RunShown(const KctrlTools& tools, const std::vector<std::string>& words,
                     const std::string& input = "",
                     const std::function<void(const std::string&)>& show_output = {});

// `text` as kctrl shows what others have said.
std::string IndentShown(std::string_view text);

struct KctrlRenderOptions {
  // Values for the first step, if that is one of ytt or helm; "" is none.
  std::string values_file = {};
  bool validate_values = true;
};

// Renders `app`, the spec of an App, in the working directory; kbld writes .imgpkg/images.yml there, whose folder must be.
// Throws Error in kctrl's words: "Reconciling: ytt: Error: …".
void RenderKctrlApp(const nlohmann::json& app, const KctrlRenderOptions& options, const KctrlTools& tools);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_KCTRL_RENDER_H_
