#include "packaging/package_rights.h"

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "kbld/resource.h"
#include "kube/object_names.h"
#include "kube/rbac/role_manifests.h"
#include "packaging/cmake_cache.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_failure.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

bool IsBlank(std::string_view line) {
  line = Trim(line);
  return line.empty() || line.starts_with("#") || line.starts_with("---");
}

// Throws Error at the document's beginning.
std::vector<json> ResourcesAt(const Position& position, const std::string& document) {
  try {
    return kbld::ParseResources(document, "what begins here");
  } catch (Error& error) {
    throw error.At(position);
  }
}

// Calls `take` with each resource of a YAML stream, and the line that its document begins with.
void ForEachResource(const std::string& file, const std::string& text,
                     const std::function<void(json, int)>& take) {
  const std::vector<std::string_view> lines = SplitLines(text);
  size_t begin = 0;
  for (size_t i = 1; i <= lines.size(); ++i) {
    if (i < lines.size() && !lines[i].starts_with("---")) continue;
    std::string document;
    for (size_t line = begin; line < i; ++line) document.append(lines[line]) += "\n";
    while (begin < i && IsBlank(lines[begin])) ++begin;
    const int line = static_cast<int>(begin) + 1;
    begin = i;
    for (json& resource : ResourcesAt({file, line}, document)) take(std::move(resource), line);
  }
}

// What the words of an option say: "--into-ns=shop" of "into-ns" is "shop".
std::vector<std::string> ValuesOf(const json& options, const std::string& name) {
  std::vector<std::string> values;
  if (!options.is_array()) return values;
  const std::string head = "--" + name + "=";
  for (const json& option : options) {
    if (option.is_string() && option.get_ref<const std::string&>().starts_with(head)) {
      values.push_back(option.get_ref<const std::string&>().substr(head.size()));
    }
  }
  return values;
}

// Of the App that the Package is a template of, how kapp is called; null if it says nothing of that.
json DeploymentOf(const json& package) {
  const json* found = &package;
  for (const char* name : {"spec", "template", "spec", "deploy"}) {
    found = FindMember(*found, name);
    if (found == nullptr) return nullptr;
  }
  if (!found->is_array() || found->empty()) return nullptr;
  const json* kapp = FindMember(found->at(0), "kapp");
  return kapp == nullptr ? json() : *kapp;
}

std::map<std::string, std::string> MappedNamespaces(const json& kapp) {
  const json* options = FindMember(kapp, "rawOptions");
  std::vector<std::string> texts =
      options == nullptr ? std::vector<std::string>() : ValuesOf(*options, "map-ns");
  if (const json* mapped = FindMember(kapp, "mapNs"); mapped != nullptr && mapped->is_array()) {
    for (const json& text : *mapped) {
      if (text.is_string()) texts.push_back(text);
    }
  }
  std::map<std::string, std::string> namespaces;
  for (const std::string& text : texts) {
    const size_t equals = text.find('=');
    if (equals != std::string::npos) namespaces[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return namespaces;
}

std::string IntoNamespace(const json& kapp) {
  std::string name = StringMember(kapp, "intoNs");
  const json* options = FindMember(kapp, "rawOptions");
  if (options == nullptr) return name;
  for (std::string& value : ValuesOf(*options, "into-ns")) name = std::move(value);
  return name;
}

std::string KindText(const json& resource) {
  const std::string group(kube::GroupOf(StringMember(resource, "apiVersion")));
  return StringMember(resource, "kind") + (group.empty() ? "" : " of " + group);
}

}  // namespace

void PackageRights::AddObject(json resource, const std::string& origin) {
  std::string label = kbld::DescribeResource(resource);
  resources_.push_back(std::move(resource));
  objects_.push_back({.resource = &resources_.back(), .label = std::move(label), .origin = origin});
}

void PackageRights::AddDefinitions(const std::string& file, const std::string& text) {
  ForEachResource(file, text, [&](const json& resource, int line) {
    try {
      if (!kube::IsDefinition(resource)) {
        throw Error("'" + kbld::DescribeResource(resource) +
                    "' is no CustomResourceDefinition of apiextensions.k8s.io");
      }
      kinds_.AddDefinition(resource);
    } catch (Error& error) {
      throw error.At({file, line});
    }
  });
}

void PackageRights::AddManifests(const std::string& file, const std::string& text) {
  ForEachResource(file, text, [&](json resource, int line) {
    AddObject(std::move(resource), Position{file, line}.ToString());
  });
}

void PackageRights::AddVersion(const std::string& folder, StepInputs& inputs,
                               const std::vector<std::string>& cases) {
  if (const std::optional<StepFailure> failure =
          ReadFailure(JoinPath(folder, kRenderedRecord), inputs.disk())) {
    throw Error("it does not render: " + failure->reason);
  }
  std::vector<RenderedCase> rendered = ReadRenderedCases(folder, inputs);
  for (const std::string& name : cases) {
    if (std::ranges::any_of(rendered, [&](const RenderedCase& each) { return each.name == name; })) continue;
    std::vector<std::string> names;
    for (const RenderedCase& each : rendered) names.push_back(each.name);
    throw Error("there is no case '" + name + "'").Hint("the cases are " + Join(names, ", "));
  }
  for (RenderedCase& each : rendered) {
    if (each.refused || (!cases.empty() && std::ranges::find(cases, each.name) == cases.end())) continue;
    each.origins = ReadOrigins(each.name, folder, inputs);
    const std::vector<std::string> origins = ObjectOrigins(each);
    Resources resources = ParseManifests(each);
    for (size_t i = 0; i < resources.size(); ++i) {
      const bool is_known = i < origins.size() && !origins[i].empty();
      AddObject(std::move(resources[i]),
                is_known ? origins[i] : JoinPath(folder, JoinPath(kRenderedDirectory, each.FileName())));
    }
  }
  const std::string package = JoinPath(folder, kPackageFile);
  if (const std::optional<std::string> text = inputs.ReadIfPresent(package)) AddDeployment(package, *text);
}

void PackageRights::AddDeployment(const std::string& file, const std::string& text) {
  const std::vector<json> packages = kbld::ParseResources(text, "file '" + file + "'");
  const json kapp = packages.empty() ? json() : DeploymentOf(packages[0]);
  const std::string into = IntoNamespace(kapp);
  std::map<std::string, std::string> mapped = MappedNamespaces(kapp);
  if (!deploying_.empty() &&
      (into != installation_.into_namespace || mapped != installation_.mapped_namespaces)) {
    throw Error("the Package deploys into other namespaces (intoNs, mapNs) than " + deploying_)
        .At({file})
        .Hint("ask for the rights of each by itself");
  }
  deploying_ = file;
  installation_.into_namespace = into;
  installation_.mapped_namespaces = std::move(mapped);
}

kube::Derivation PackageRights::Derive() {
  kube::Derivation derived = DeriveKnown();
  if (derived.unknown.empty()) return derived;
  const std::set<std::string> kinds = UnknownKinds(derived);
  std::set<std::string> places;
  for (const kube::InstalledObject& object : derived.unknown) {
    places.insert((object.origin.empty() ? "" : object.origin + ": ") + object.label);
  }
  Error error("neither Kubernetes nor the package defines " + Join({kinds.begin(), kinds.end()}, ", ") +
              ", so that the resource of these objects is not known:");
  for (const std::string& place : places) error.Note(place);
  throw std::move(error).Hint(
      "give their CustomResourceDefinitions by --definitions, or in definitions.yaml in the project's "
      "folder; group, scope and "
      "names suffice");
}

std::string PackageRights::ToYaml() {
  const kube::Derivation derived = Derive();
  std::string text = "# What the PackageInstall " + installation_.name + " in namespace " +
                     installation_.name_space + " needs, as `pkgrepo rbac` derives it from the manifests.\n";
  for (const std::string& note : notes_) text += "# * " + note + "\n";
  for (const std::string& note : derived.notes) text += "# * " + note + "\n";
  const char* separator = "";
  for (const json& manifest : kube::RoleManifests(derived.Rights(), installation_)) {
    text += separator + yaml::PrintJsonAsYaml(manifest);
    separator = "---\n";
  }
  return text;
}

std::set<std::string> UnknownKinds(const kube::Derivation& derived) {
  std::set<std::string> kinds;
  for (const kube::InstalledObject& object : derived.unknown) kinds.insert(KindText(*object.resource));
  return kinds;
}

std::string DefinitionsOfProject(const std::string& directory) { return JoinPath(directory, "definitions.yaml"); }

std::string ProjectDefinitions(const BuildTree& tree, const FileSystem& files) {
  const std::string build(DirName(tree.directory()));
  if (!files.IsFile(JoinPath(build, "CMakeCache.txt"))) return "";
  return DefinitionsOfProject(CMakeCache(build, files).Get("CMAKE_HOME_DIRECTORY"));
}

}  // namespace pkgrepo::packaging
