#include "packaging/app_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/file_system.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

std::vector<std::string> Texts(const ConfigNode& parent, std::string_view key) {
  std::vector<std::string> texts;
  if (const std::optional<ConfigNode> list = parent.Find(key)) {
    for (const ConfigNode& item : list->Items()) texts.push_back(item.Text());
  }
  return texts;
}

// Paths lead into what was fetched, and nowhere else.
std::vector<std::string> Paths(const ConfigNode& parent, std::string_view key) {
  std::vector<std::string> paths;
  if (const std::optional<ConfigNode> list = parent.Find(key)) {
    for (const ConfigNode& item : list->Items()) {
      const std::string path = item.Text();
      if (path != kStreamPath && !IsLocalPath(path)) {
        throw item.Fault("path '" + path + "' leads outside of what is fetched");
      }
      paths.push_back(path);
    }
  }
  return paths;
}

// Files that stand in the Package. What comes from Secrets and ConfigMaps is not known here.
std::map<std::string, std::string> InlineFiles(const ConfigNode& inline_node) {
  std::map<std::string, std::string> files;
  if (const std::optional<ConfigNode> paths = inline_node.Find("paths")) {
    for (const auto& [path, content] : paths->Fields()) {
      if (!IsLocalPath(path)) throw content.Fault("path '" + path + "' leads outside of what is fetched");
      files[path] = content.Text();
    }
  }
  if (const std::optional<ConfigNode> from = inline_node.Find("pathsFrom"); from && !from->Items().empty()) {
    throw from->Fault("files of Secrets and ConfigMaps are known only in a cluster")
        .Hint("put them in the bundle");
  }
  return files;
}

TemplateValues Values(const ConfigNode& step) {
  TemplateValues values;
  const std::optional<ConfigNode> list = step.Find("valuesFrom");
  if (!list) return values;
  for (const ConfigNode& source : list->Items()) {
    if (const std::optional<ConfigNode> path = source.Find("path")) {
      if (path->Text() != kStreamPath && !IsLocalPath(path->Text())) {
        throw path->Fault("path '" + path->Text() + "' leads outside of what is fetched");
      }
      values.paths.push_back(path->Text());
    } else if (source.Find("secretRef") || source.Find("configMapRef") || source.Find("downwardAPI")) {
      values.of_cluster.push_back(source.position());
    } else {
      throw source.Fault("expected one of path, secretRef, configMapRef and downwardAPI");
    }
  }
  return values;
}

YttStep ParseYtt(const ConfigNode& node) {
  YttStep step{.ignore_unknown_comments = node.TextOr("ignoreUnknownComments", "false") == "true",
               .paths = Paths(node, "paths"),
               .file_marks = Texts(node, "fileMarks"),
               .values = Values(node)};
  if (const std::optional<ConfigNode> files = node.Find("inline")) step.inline_files = InlineFiles(*files);
  return step;
}

HelmStep ParseHelm(const ConfigNode& node) {
  HelmStep step{.name = node.TextOr("name", ""),
                .name_space = node.TextOr("namespace", ""),
                .path = node.TextOr("path", ""),
                .values = Values(node)};
  if (const std::optional<ConfigNode> version = node.Find("kubernetesVersion");
      version && !version->IsNull()) {
    step.kubernetes_version = version->TextOr("version", "");
  }
  if (const std::optional<ConfigNode> apis = node.Find("kubernetesAPIs"); apis && !apis->IsNull()) {
    step.api_versions = Texts(*apis, "groupVersions");
  }
  if (!step.path.empty() && !IsLocalPath(step.path)) {
    throw node.Require("path").Fault("path '" + step.path + "' leads outside of what is fetched");
  }
  return step;
}

TemplateStep ParseStep(const ConfigNode& node) {
  const auto fields = node.Fields();
  if (fields.size() != 1) throw node.Fault("expected one of ytt, kbld and helmTemplate");
  const auto& [kind, action] = fields[0];
  if (kind == "ytt") return {node.position(), ParseYtt(action)};
  if (kind == "kbld") return {node.position(), KbldStep{Paths(action, "paths")}};
  if (kind == "helmTemplate") return {node.position(), ParseHelm(action)};
  if (kind == "sops" || kind == "cue") {
    throw node.Fault("the template step " + kind + " is not supported here, so nothing could be checked");
  }
  throw node.Fault("unknown template step '" + kind + "'")
      .Hint("steps are ytt, kbld, helmTemplate, sops and cue");
}

FetchStep ParseFetch(const ConfigNode& node) {
  FetchStep step{.folder = node.TextOr("path", "")};
  for (const auto& [kind, source] : node.Fields()) {
    if (kind == "path") continue;
    if (kind == "imgpkgBundle") {
      step.is_bundle = true;
    } else if (kind == "inline") {
      step.inline_files = InlineFiles(source);
    } else {
      throw node.Fault("what " + kind + " fetches is not known here, so it could not be checked")
          .Hint("vendor it into the bundle");
    }
  }
  if (!step.folder.empty() && !IsLocalPath(step.folder)) {
    throw node.Require("path").Fault("path '" + step.folder + "' leads outside of what is fetched");
  }
  return step;
}

// Several lie beside one another, in folders by their number unless they say where.
void PlaceFetched(const ConfigNode& list, std::vector<FetchStep>& steps) {
  if (std::count_if(steps.begin(), steps.end(), [](const FetchStep& step) { return step.is_bundle; }) > 1) {
    throw list.Fault("two bundles are fetched, and it is not clear which of them this project builds");
  }
  if (steps.size() < 2) return;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].folder.empty()) steps[i].folder = std::to_string(i);
  }
}

bool HasStream(const std::vector<std::string>& paths) { return std::ranges::count(paths, kStreamPath) > 0; }

// kapp-controller gives the first step no stream, and refuses one that asks for it.
void CheckFirst(const TemplateStep& step) {
  bool has_stream = false;
  if (const auto* ytt = std::get_if<YttStep>(&step.action)) {
    has_stream = HasStream(ytt->paths) || HasStream(ytt->values.paths);
  } else if (const auto* helm = std::get_if<HelmStep>(&step.action)) {
    has_stream = HasStream(helm->values.paths);
  } else {
    throw Error("kbld is the first template step, so there is nothing to resolve images in")
        .At(step.position)
        .Hint("render with ytt or helmTemplate first");
  }
  if (has_stream) {
    throw Error(
        "the first template step has the path '-', but there is no earlier step whose output it could read")
        .At(step.position)
        .Hint("name paths in what is fetched");
  }
}

void CheckOrder(const std::vector<TemplateStep>& steps) {
  CheckFirst(steps.front());
  for (size_t i = 1; i < steps.size(); ++i) {
    const auto* kbld = std::get_if<KbldStep>(&steps[i].action);
    if (kbld == nullptr) continue;
    if (!kbld->paths.empty() && !HasStream(kbld->paths)) {
      throw Error("kbld's paths lack '-', so the rendered manifests would not be deployed")
          .At(steps[i].position)
          .Hint("add '-' to its paths");
    }
    if (i + 1 < steps.size()) {
      throw Error("a template step after kbld is not supported here: it would read resolved images")
          .At(steps[i + 1].position)
          .Hint("put kbld last");
    }
  }
}

}  // namespace

AppTemplate AppTemplate::Parse(const std::string& file, const std::string& text) {
  const ConfigNode spec = ConfigNode::Parse(file, text).Require("spec").Require("template").Require("spec");
  AppTemplate app{.file = file};
  const ConfigNode fetch = spec.Require("fetch");
  for (const ConfigNode& source : fetch.Items()) app.fetch.push_back(ParseFetch(source));
  PlaceFetched(fetch, app.fetch);
  const ConfigNode steps = spec.Require("template");
  for (const ConfigNode& step : steps.Items()) app.steps.push_back(ParseStep(step));
  if (app.steps.empty()) throw steps.Fault("there is no template step, so nothing would be deployed");
  CheckOrder(app.steps);
  return app;
}

const TemplateStep* AppTemplate::kbld() const {
  for (const TemplateStep& step : steps) {
    if (std::holds_alternative<KbldStep>(step.action)) return &step;
  }
  return nullptr;
}

}  // namespace pkgrepo::packaging
