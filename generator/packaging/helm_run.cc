#include "packaging/helm_run.h"

#include <utility>

#include "base/file_system.h"
#include "base/strings.h"

namespace pkgrepo::packaging {

HelmResult RunHelm(const HelmStep& step, const Position& position, const std::string& folder,
                   const std::vector<std::string>& values_files, const std::string& stream,
                   const std::string& fallback_name, const ProcessRunner& processes) {
  std::vector<std::string> arguments = {"helm",
                                        "template",
                                        step.name.empty() ? fallback_name : step.name,
                                        CleanPath(JoinPath(folder, step.path)),
                                        "--namespace",
                                        step.name_space.empty() ? fallback_name : step.name_space,
                                        "--include-crds"};
  const auto add = [&](const char* flag, const std::string& value) {
    arguments.push_back(flag);
    arguments.push_back(value);
  };
  if (!step.kubernetes_version.empty()) add("--kube-version", step.kubernetes_version);
  for (const std::string& api_version : step.api_versions) add("--api-versions", api_version);
  for (const std::string& file : values_files) add("--values", file);
  ProcessResult result;
  try {
    result = processes.Run(
        {.arguments = std::move(arguments),
         .input = stream,
         .environment = {{"KUBERNETES_SERVICE_HOST", "not-real"}, {"KUBERNETES_SERVICE_PORT", "not-real"}}});
  } catch (const Error&) {
    throw Error("this step renders a chart with helm, which is not installed, so nothing could be checked")
        .At(position)
        .Hint("install helm, or vendor the rendered chart");
  }
  if (result.status == 0) return {.refused = false, .text = std::move(result.output)};
  // The same message wherever the build tree is.
  const std::string message = ReplaceAll(std::string(Trim(result.error_output)), CleanPath(folder) + "/", "");
  return {.refused = true, .text = "helm: " + message + "\n"};
}

}  // namespace pkgrepo::packaging
