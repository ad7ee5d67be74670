#include "packaging/stage_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "kube/names.h"
#include "oci/reference.h"
#include "packaging/config_node.h"
#include "packaging/early_forms.h"
#include "packaging/package_resource.h"
#include "packaging/records.h"
#include "packaging/version_choice.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kDefaultTag = "latest";

// By the registries' own rule, of which imgpkg lets a '.' or '-' at the front slip.
bool IsTag(std::string_view text) {
  if (text.starts_with('.') || text.starts_with('-')) return false;
  try {
    oci::Reference::ParseTag("localhost/stage:" + std::string(text));
    return !text.empty();
  } catch (const Error&) {
    return false;
  }
}

std::string TagAt(const ConfigNode& node, const std::string& text) {
  std::string tag = TagOfVersion(text);
  if (IsTag(tag)) return tag;
  throw node.Fault("'" + text + "' is not a valid tag")
      .Hint(
          "a tag has at most 128 letters, digits, '_', '.' and '-', and begins with a letter, a digit or "
          "'_'");
}

std::string RepositoryAt(const ConfigNode& node, std::string_view text) {
  try {
    return oci::Repository::Parse(text).ToString();
  } catch (Error& error) {
    throw error.At(node.position());
  }
}

void RefuseUnless(const ConfigNode& node, kube::NameFault (*check)(std::string_view),
                  const std::string& text) {
  if (const kube::NameFault fault = check(text)) throw node.Fault("'" + text + "' " + *fault);
}

// Whether the package is one of which constraints choose the versions. Adds it, then.
bool AddChoice(const ConfigNode& package, const StagedVersion& entry, std::vector<StagedChoice>& choices) {
  const std::optional<ConfigNode> selection = package.Find("versionSelection");
  if (!selection) return false;
  for (const char* key : {"version", "versions", "image"}) {
    if (!package.Find(key)) continue;
    throw package.Fault(std::string("give either '") + key + "' or 'versionSelection', not both");
  }
  choices.push_back({.entry = entry, .selection = ReadVersionSelection(*selection)});
  choices.back().entry.position = selection->position();
  return true;
}

// Adds a package of the short form: `version` or `versions`, one StagedVersion each, or a choice.
void AddVersions(const ConfigNode& package, StageFile& stage) {
  package.AllowKeys({"name", "version", "versions", "versionSelection"});
  const ConfigNode name_node = package.Require("name");
  const std::string name = name_node.Text();
  StagedVersion entry;
  entry.name = name;
  entry.name_position = name_node.position();
  if (AddChoice(package, entry, stage.choices)) return;
  const std::optional<ConfigNode> list = package.Find("versions");
  if (list && package.Find("version")) throw package.Fault("give either 'version' or 'versions', not both");
  const std::vector<ConfigNode> versions =
      list ? list->Items() : std::vector<ConfigNode>{package.Require("version")};
  if (versions.empty()) throw list->Fault("'versions' of package '" + name + "' is empty");
  for (const ConfigNode& version : versions) {
    entry.version = version.Text();
    entry.position = version.position();
    stage.packages.push_back(entry);
  }
}

// An empty repository bundle would take away every package from the clusters that have it.
std::vector<ConfigNode> PackagesOf(const ConfigNode& root, const StageRules& rules) {
  if ((rules.from || rules.archives) && !root.Find("packages")) return {};
  const ConfigNode list = root.Require("packages");
  std::vector<ConfigNode> packages = list.Items();
  if (packages.empty()) throw list.Fault("'packages' is empty");
  return packages;
}

std::vector<std::string> WithRuleKeys(std::vector<std::string> keys) {
  keys.insert(keys.end(), std::begin(kStageRuleKeys), std::end(kStageRuleKeys));
  return keys;
}

std::string ApiAt(const ConfigNode& stage) {
  const std::optional<ConfigNode> api = stage.Find("api");
  if (!api || api->Text() == kPackageApiVersion) return "";
  if (api->Text() == kEarlyApi) return kEarlyApi;
  throw api->Fault("unknown api '" + api->Text() + "'")
      .Hint(std::string("write ") + kPackageApiVersion + ", the default, or " + kEarlyApi);
}

StageFile ParseShortForm(const ConfigNode& root, const std::function<nlohmann::json()>& json) {
  root.AllowKeys(WithRuleKeys({"packages", "tag", "image", "api"}));
  StageFile stage;
  stage.api = ApiAt(root);
  stage.rules = ReadStageRules(root, json);
  if (const std::optional<ConfigNode> image = root.Find("image")) {
    stage.image = RepositoryAt(*image, image->Text());
    stage.image_position = image->position();
  }
  const std::optional<ConfigNode> tag = root.Find("tag");
  stage.tag = tag ? TagAt(*tag, tag->Text()) : kDefaultTag;
  for (const ConfigNode& package : PackagesOf(root, stage.rules)) AddVersions(package, stage);
  return stage;
}

// The image of a package that is taken as it is: imgpkg refuses a bundle whose lock holds a tag.
std::string PinnedImage(const ConfigNode& package) {
  const std::optional<ConfigNode> image = package.Find("image");
  if (!image) return "";
  try {
    oci::Reference::ParseDigest(image->Text());
  } catch (const Error& error) {
    throw image->Fault("'" + image->Text() + "' is not an image with a digest (NAME@sha256:…)")
        .Note(error.message())
        .Hint("leave 'image' out for a package of this project");
  }
  return image->Text();
}

void AddLongPackage(const ConfigNode& package, StageFile& stage) {
  package.AllowKeys({"name", "domain", "version", "versionSelection", "image", "description"});
  const ConfigNode name = package.Require("name");
  const std::optional<ConfigNode> description = package.Find("description");
  StagedVersion entry;
  entry.name = name.Text();
  entry.name_position = name.position();
  entry.domain = package.TextOr("domain", "");
  entry.description = description ? description->Text() : "";
  entry.description_position = description ? description->position() : Position();
  if (!entry.domain.empty()) {
    RefuseUnless(package.Require("domain"), kube::PackageNameFault, entry.name + "." + entry.domain);
  }
  if (AddChoice(package, entry, stage.choices)) return;
  const ConfigNode version = package.Require("version");
  entry.version = version.Text();
  entry.position = version.position();
  entry.image = PinnedImage(package);
  stage.packages.push_back(std::move(entry));
}

// "registry.example.com/foo/delta:v1" of the long form.
void ParseBundle(const ConfigNode& bundle, StageFile& stage) {
  const std::string text = bundle.Text();
  if (text.find('@') != std::string::npos) {
    throw bundle.Fault("the build computes the digest of this stage's bundle, so it cannot be given here")
        .Hint("write registry/path:tag");
  }
  const size_t colon = text.rfind(':');
  const bool has_tag = colon != std::string::npos && text.find('/', colon) == std::string::npos;
  stage.image = RepositoryAt(bundle, text.substr(0, has_tag ? colon : text.size()));
  stage.image_position = bundle.position();
  if (has_tag) stage.tag = TagAt(bundle, text.substr(colon + 1));
}

StageFile ParseLongForm(const ConfigNode& root, const std::function<nlohmann::json()>& json) {
  root.AllowKeys({"package_repository"});
  const ConfigNode repository = root.Require("package_repository");
  repository.AllowKeys(WithRuleKeys({"name", "imageBundle", "url", "packages", "api"}));
  StageFile stage;
  stage.api = ApiAt(repository);
  stage.rules = ReadStageRules(repository, [&] { return json().at("package_repository"); });
  stage.tag = kDefaultTag;
  if (const std::optional<ConfigNode> name = repository.Find("name")) {
    stage.repository_name = name->Text();
    RefuseUnless(*name, kube::DnsSubdomainFault, stage.repository_name);
  }
  if (const std::optional<ConfigNode> bundle = repository.Find("imageBundle")) ParseBundle(*bundle, stage);
  if (const std::optional<ConfigNode> url = repository.Find("url")) {
    throw url->Fault("a stage is a bundle in a registry, not an archive at a URL")
        .Hint("give its place in 'imageBundle'");
  }
  for (const ConfigNode& package : PackagesOf(repository, stage.rules)) AddLongPackage(package, stage);
  return stage;
}

// Names and versions become file names, in the stage and in the build tree.
void RefusePaths(const std::vector<StagedVersion>& packages) {
  for (const StagedVersion& package : packages) {
    for (const std::string& word : {package.name, package.version, package.domain}) {
      if (word.find_first_of("/\\ \n") == std::string::npos && word != "." && word != "..") continue;
      throw Error("'" + word + "' cannot be part of a package's name or version").At(package.position);
    }
  }
}

void RefuseDuplicates(const std::vector<StagedVersion>& packages) {
  std::map<std::pair<std::string, std::string>, const StagedVersion*> seen;
  for (const StagedVersion& package : packages) {
    const auto [first, added] = seen.try_emplace({package.name, package.version}, &package);
    if (added) continue;
    throw Error("package '" + package.name + "' version '" + package.version + "' is listed twice")
        .At(package.position)
        .Note("first at " + first->second->position.ToString());
  }
}

void RefuseSecondChoices(const std::vector<StagedChoice>& choices) {
  std::map<std::string, const StagedChoice*> seen;
  for (const StagedChoice& choice : choices) {
    const auto [first, added] = seen.try_emplace(choice.entry.name, &choice);
    if (added) continue;
    throw Error("package '" + choice.entry.name + "' has a 'versionSelection' already")
        .At(choice.entry.position)
        .Note("first at " + first->second->entry.position.ToString())
        .Hint("join constraints by ' || '");
  }
}

void RefuseWithdrawn(const StageFile& stage) {
  for (const StagedVersion& package : stage.packages) {
    for (const StageMark& mark : stage.rules.withdrawn) {
      if (!mark.Names(package.name, package.version)) continue;
      throw Error("package '" + package.name + "' version '" + package.version + "' is withdrawn")
          .At(package.position)
          .Note("at " + mark.position.ToString() + ": " + mark.reason);
    }
  }
}

// A package has one PackageMetadata for all its versions, so what describes one of them describes all.
void ShareDescriptions(std::vector<StagedVersion>& packages) {
  std::map<std::pair<std::string, std::string>, const StagedVersion*> described;
  for (const StagedVersion& package : packages) {
    if (package.description.empty()) continue;
    const auto [first, added] = described.try_emplace({package.name, package.domain}, &package);
    if (added || first->second->description == package.description) continue;
    throw Error("package '" + package.name + "' has different descriptions")
        .At(package.description_position)
        .Note("first at " + first->second->description_position.ToString());
  }
  for (StagedVersion& package : packages) {
    const auto found = described.find({package.name, package.domain});
    if (found == described.end()) continue;
    package.description = found->second->description;
    package.description_position = found->second->description_position;
  }
}

}  // namespace

void RefuseMoreThanKept(const StageFile& stage) {
  if (stage.rules.keep.latest == 0) return;
  std::map<std::string, std::map<std::string, const StagedVersion*>> listed;
  for (const StagedVersion& entry : stage.packages) listed[entry.name].emplace(entry.version, &entry);
  for (const auto& [name, versions] : listed) {
    std::vector<std::string> texts;
    for (const auto& [version, entry] : versions) texts.push_back(version);
    const std::vector<std::string> sorted = go::SortVersions(texts, {.constraints = {}, .prereleases = true});
    const std::vector<std::string> kept = stage.rules.keep.Newest(sorted);
    for (const std::string& version : sorted) {
      if (std::ranges::find(kept, version) != kept.end()) continue;
      throw Error("package '" + name + "' version '" + version + "' is more than 'keep' allows")
          .At(versions.at(version)->position)
          .Hint("move it to the stage that archives this one; or write a 'versionSelection' in place of versions, by which "
                "-relock does that");
    }
  }
}

StageFile ParseStageFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'packages'").At({.file = file, .line = 1});
  const auto json = [&] { return yaml::ParseYamlAsJson(text, file); };
  StageFile stage = root.Find("package_repository") ? ParseLongForm(root, json) : ParseShortForm(root, json);
  RefusePaths(stage.packages);
  RefuseSecondChoices(stage.choices);
  RefuseWithdrawn(stage);
  RefuseDuplicates(stage.packages);
  ShareDescriptions(stage.packages);
  return stage;
}

}  // namespace pkgrepo::packaging
