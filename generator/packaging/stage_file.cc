#include "packaging/stage_file.h"

#include <map>
#include <utility>

#include "kube/names.h"
#include "oci/reference.h"
#include "packaging/config_node.h"
#include "packaging/records.h"

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
  throw node.Fault("'" + text + "' is no tag")
      .Hint("a tag has up to 128 letters, digits, '_', '.' and '-', and begins with one of the first three");
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

// Adds a package of the short form: `version` or `versions`, one StagedVersion each.
void AddVersions(const ConfigNode& package, std::vector<StagedVersion>& packages) {
  package.AllowKeys({"name", "version", "versions"});
  const ConfigNode name_node = package.Require("name");
  const std::string name = name_node.Text();
  const std::optional<ConfigNode> list = package.Find("versions");
  if (list && package.Find("version")) throw package.Fault("'version' and 'versions' exclude each other");
  const std::vector<ConfigNode> versions =
      list ? list->Items() : std::vector<ConfigNode>{package.Require("version")};
  if (versions.empty()) throw list->Fault("'versions' of package '" + name + "' is empty");
  for (const ConfigNode& version : versions) {
    packages.push_back({.name = name,
                        .version = version.Text(),
                        .domain = {},
                        .image = {},
                        .description = {},
                        .description_position = {},
                        .name_position = name_node.position(),
                        .position = version.position()});
  }
}

// An empty repository bundle would take away every package from the clusters that have it.
std::vector<ConfigNode> RequirePackages(const ConfigNode& root) {
  const ConfigNode list = root.Require("packages");
  std::vector<ConfigNode> packages = list.Items();
  if (packages.empty()) throw list.Fault("'packages' is empty");
  return packages;
}

StageFile ParseShortForm(const ConfigNode& root) {
  root.AllowKeys({"packages", "tag", "image"});
  StageFile stage;
  if (const std::optional<ConfigNode> image = root.Find("image")) {
    stage.image = RepositoryAt(*image, image->Text());
    stage.image_position = image->position();
  }
  const std::optional<ConfigNode> tag = root.Find("tag");
  stage.tag = tag ? TagAt(*tag, tag->Text()) : kDefaultTag;
  for (const ConfigNode& package : RequirePackages(root)) AddVersions(package, stage.packages);
  return stage;
}

// The image of a package that is taken as it is: imgpkg refuses a bundle whose lock holds a tag.
std::string PinnedImage(const ConfigNode& package) {
  const std::optional<ConfigNode> image = package.Find("image");
  if (!image) return "";
  try {
    oci::Reference::ParseDigest(image->Text());
  } catch (const Error& error) {
    throw image->Fault("'" + image->Text() + "' is no image with a digest, NAME@sha256:…")
        .Note(error.message())
        .Hint("leave 'image' out for a package of this project");
  }
  return image->Text();
}

StagedVersion ParseLongPackage(const ConfigNode& package) {
  package.AllowKeys({"name", "domain", "version", "image", "description"});
  const ConfigNode name = package.Require("name");
  const ConfigNode version = package.Require("version");
  const std::optional<ConfigNode> description = package.Find("description");
  StagedVersion entry{.name = name.Text(),
                      .version = version.Text(),
                      .domain = package.TextOr("domain", ""),
                      .image = PinnedImage(package),
                      .description = description ? description->Text() : "",
                      .description_position = description ? description->position() : Position(),
                      .name_position = name.position(),
                      .position = version.position()};
  if (!entry.domain.empty()) {
    RefuseUnless(package.Require("domain"), kube::PackageNameFault, entry.name + "." + entry.domain);
  }
  return entry;
}

// "registry.example.com/foo/delta:v1" of the long form.
void ParseBundle(const ConfigNode& bundle, StageFile& stage) {
  const std::string text = bundle.Text();
  if (text.find('@') != std::string::npos) {
    throw bundle.Fault("the digest of this stage's bundle is what the build makes, and cannot be given")
        .Hint("write registry/path:tag");
  }
  const size_t colon = text.rfind(':');
  const bool has_tag = colon != std::string::npos && text.find('/', colon) == std::string::npos;
  stage.image = RepositoryAt(bundle, text.substr(0, has_tag ? colon : text.size()));
  stage.image_position = bundle.position();
  if (has_tag) stage.tag = TagAt(bundle, text.substr(colon + 1));
}

StageFile ParseLongForm(const ConfigNode& root) {
  root.AllowKeys({"package_repository"});
  const ConfigNode repository = root.Require("package_repository");
  repository.AllowKeys({"name", "imageBundle", "url", "packages"});
  StageFile stage;
  stage.tag = kDefaultTag;
  if (const std::optional<ConfigNode> name = repository.Find("name")) {
    stage.repository_name = name->Text();
    RefuseUnless(*name, kube::DnsSubdomainFault, stage.repository_name);
  }
  if (const std::optional<ConfigNode> bundle = repository.Find("imageBundle")) ParseBundle(*bundle, stage);
  if (const std::optional<ConfigNode> url = repository.Find("url")) {
    throw url->Fault("a stage is a bundle in a registry, not an archive behind a URL")
        .Hint("say in 'imageBundle' where it will live");
  }
  for (const ConfigNode& package : RequirePackages(repository)) {
    stage.packages.push_back(ParseLongPackage(package));
  }
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

// A package has one PackageMetadata for all its versions, so what describes one of them describes all.
void ShareDescriptions(std::vector<StagedVersion>& packages) {
  std::map<std::pair<std::string, std::string>, const StagedVersion*> described;
  for (const StagedVersion& package : packages) {
    if (package.description.empty()) continue;
    const auto [first, added] = described.try_emplace({package.name, package.domain}, &package);
    if (added || first->second->description == package.description) continue;
    throw Error("package '" + package.name + "' is described in different ways")
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

StageFile ParseStageFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'packages'").At({.file = file, .line = 1});
  StageFile stage = root.Find("package_repository") ? ParseLongForm(root) : ParseShortForm(root);
  RefusePaths(stage.packages);
  RefuseDuplicates(stage.packages);
  ShareDescriptions(stage.packages);
  return stage;
}

}  // namespace pkgrepo::packaging
