#include "packaging/kctrl_render.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "go/error_text.h"
#include "imgpkg/images_lock.h"
#include "packaging/app_template.h"
#include "vendir/config_json.h"
#include "vendir/sync.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// The names of an App that kctrl makes up.
constexpr const char* kAppName = "kctrl-builder";
constexpr const char* kAppNamespace = "in-memory";
// What is fetched first lies in this folder.
constexpr const char* kFetched = "0";

std::vector<std::string> TextsAt(const json& object, const char* key) {
  return object.value(key, json::array()).get<std::vector<std::string>>();
}

bool HasKey(const json& object, const char* key) { return object.contains(key); }

// The template steps of one App, one after the other.
class TemplateSteps {
 public:
  TemplateSteps(const KctrlRenderOptions& options, const KctrlTools& tools) : options_(options), tools_(tools) {}

  void Run(const json& steps) {
    Fetch();
    if (steps.empty()) throw Error("Expected at least one template option");
    for (const json& step : steps) {
      RunStep(step);
      is_first_ = false;
    }
  }

 private:
  // The working directory, as vendir copies it.
  void Fetch() {
    const vendir::Config config = {
        .api_version = vendir::kApiVersion,
        .kind = vendir::kConfigKind,
        .directories = {
            {.path = kFetched, .contents = {{.path = ".", .directory = vendir::DirectorySource{"."}}}}}};
    vendir::RealNetwork network;
    try {
      const vendir::LockConfig lock =
          vendir::Sync(config, {.config = config, .secrets = {}, .config_maps = {}},
                       {.output_root = copy_.path()}, {tools_.files, tools_.processes, network});
      if (tools_.show_all) tools_.show_all(vendir::FormatLockConfig(lock));
    } catch (const Error& error) {
      throw Error("vendir: Error: " + go::FormatErrorChain(error.message()) + "\n");
    }
  }

  void RunStep(const json& step) {
    if (HasKey(step, "ytt")) {
      RunYtt(step["ytt"]);
    } else if (HasKey(step, "kbld")) {
      RunKbld(step["kbld"]);
    } else if (HasKey(step, "helmTemplate")) {
      RunHelm(step["helmTemplate"]);
    } else if (HasKey(step, "cue")) {
      throw Error(is_first_ ? "Templating by cue is not supported" : "Templating stream is not supported");
    } else if (HasKey(step, "sops")) {
      throw Error(is_first_ ? "Decrypting by sops is not supported" : "Templating data is not supported");
    } else {
      throw Error("Unsupported way to template");
    }
  }

  void RunYtt(const json& step) {
    std::vector<std::string> words = {"ytt"};
    if (step.value("ignoreUnknownComments", false)) words.push_back("--ignore-unknown-comments");
    AddFiles(TextsAt(step, "paths"), words);
    if (HasKey(step, "inline")) AddInline(step["inline"], words);
    for (const std::string& mark : TextsAt(step, "fileMarks"))
      words.insert(words.end(), {"--file-mark", mark});
    AddValues(step, "--data-values-file", words);
    if (!options_.validate_values) words.push_back("--dangerous-data-values-disable-validation");
    stream_ = RunStepTool(words);
  }

  std::string RunStepTool(const std::vector<std::string>& words) {
    return RunShown(tools_, words, stream_, tools_.show_all);
  }

  void RunKbld(const json& step) {
    std::vector<std::string> words = {"kbld"};
    AddFiles(TextsAt(step, "paths"), words);
    words.push_back("--imgpkg-lock-output=" + std::string(imgpkg::kImagesLockPath));
    stream_ = RunStepTool(words);
  }

  void RunHelm(const json& step) {
    std::vector<std::string> words = {"helm",
                                      "template",
                                      step.value("name", kAppName),
                                      InCopy(step.value("path", "")),
                                      "--namespace",
                                      step.value("namespace", kAppNamespace),
                                      "--include-crds"};
    if (HasKey(step, "kubernetesVersion") && HasKey(step["kubernetesVersion"], "version")) {
      words.insert(words.end(), {"--kube-version", step["kubernetesVersion"]["version"]});
    }
    if (HasKey(step, "kubernetesAPIs")) {
      for (const std::string& api : TextsAt(step["kubernetesAPIs"], "groupVersions")) {
        words.insert(words.end(), {"--api-versions", api});
      }
    }
    AddValues(step, "--values", words);
    ProcessResult result;
    try {
      result =
          tools_.processes.Run({.arguments = words, .directory = "", .input = stream_, .environment = {}});
    } catch (const Error&) {
      throw Error("Templating helm chart: exec: \"helm\": executable file not found in $PATH");
    }
    if (result.status != 0) throw Error(result.error_output);
    stream_ = result.output;
  }

  // Without paths the first step takes all that was fetched, a further one what came out of the one before.
  void AddFiles(const std::vector<std::string>& paths, std::vector<std::string>& words) {
    if (paths.empty()) words.insert(words.end(), {"-f", is_first_ ? InCopy("") : kStreamPath});
    for (const std::string& path : paths) {
      words.insert(words.end(), {"-f", path == kStreamPath ? path : InCopy(path)});
    }
  }

  void AddInline(const json& inlined, std::vector<std::string>& words) {
    if (HasKey(inlined, "pathsFrom"))
      throw Error("Files of a Secret or ConfigMap are known to a cluster only");
    inline_folders_.push_back(std::make_unique<TempDir>("", "kapp-controller-template-ytt-inline"));
    const std::string& folder = inline_folders_.back()->path();
    const json paths = inlined.value("paths", json::object());
    for (const auto& [path, text] : paths.items()) {
      if (!IsLocalPath(path)) throw Error("Inline file '" + path + "' leads out of its folder");
      tools_.files.WriteFile(JoinPath(folder, path), text.get<std::string>());
    }
    words.insert(words.end(), {"-f", folder});
  }

  void AddValues(const json& step, const char* flag, std::vector<std::string>& words) {
    for (const json& source : step.value("valuesFrom", json::array())) {
      RequireFile(source);
      const std::string path = source["path"];
      words.insert(words.end(), {flag, path == kStreamPath ? path : InCopy(path)});
    }
    if (is_first_ && !options_.values_file.empty()) {
      words.insert(words.end(), {flag, InCopy(options_.values_file)});
    }
  }

  static void RequireFile(const json& source) {
    if (HasKey(source, "path")) return;
    constexpr const char* kContext = "Preparing template values: ";
    if (source.empty()) {
      throw Error(std::string(kContext) +
                  "Expected one of secretRef, configMapRef, downwardAPI, or path as a source");
    }
    throw Error(kContext + source.begin().key() + " is known to a cluster only");
  }

  // A path of the project, which must stay in it, in the copy.
  std::string InCopy(const std::string& path) const {
    const std::string root = JoinPath(copy_.path(), kFetched);
    if (path.empty()) return root;
    const std::string joined = CleanPath(root + "/" + path);
    if (!IsInside(joined, root)) throw Error("Path '" + path + "' leads out of the working directory");
    return joined;
  }

  const KctrlRenderOptions& options_;
  const KctrlTools& tools_;
  TempDir copy_{"", "kapp-controller-fetch-template-deploy"};
  std::vector<std::unique_ptr<TempDir>> inline_folders_;
  std::string stream_;
  bool is_first_ = true;
};

}  // namespace

std::string IndentShown(std::string_view text) {
  std::string shown;
  for (std::string_view line : SplitLines(text)) shown += "\t    | " + std::string(line) + "\n";
  return shown;
}

std::string RunShown(const KctrlTools& tools, const std::vector<std::string>& words, const std::string& input,
                     const std::function<void(const std::string&)>& show_output) {
  tools.show(IndentShown("$ " + Join(words, " ")));
  ProcessResult result = tools.run(words, input);
  if (result.status != 0) throw Error(result.error_output);
  if (show_output) show_output(result.error_output + result.output);
  return std::move(result.output);
}

void RenderKctrlApp(const json& app, const KctrlRenderOptions& options, const KctrlTools& tools) {
  WithContext("Reconciling: ", [&] { TemplateSteps(options, tools).Run(app.value("template", json::array())); });
}

}  // namespace pkgrepo::packaging
