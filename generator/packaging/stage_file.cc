#include "packaging/stage_file.h"

#include <map>
#include <utility>

#include "oci/reference.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kDefaultTag = "latest";

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
                        .name_position = name_node.position(),
                        .position = version.position()});
  }
}

StageFile ParseShortForm(const ConfigNode& root) {
  root.AllowKeys({"packages", "tag", "image"});
  StageFile stage;
  stage.image = root.TextOr("image", "");
  stage.tag = root.TextOr("tag", kDefaultTag);
  for (const ConfigNode& package : root.Require("packages").Items()) AddVersions(package, stage.packages);
  return stage;
}

StagedVersion ParseLongPackage(const ConfigNode& package) {
  package.AllowKeys({"name", "domain", "version", "image", "description"});
  const ConfigNode name = package.Require("name");
  const ConfigNode version = package.Require("version");
  return {.name = name.Text(),
          .version = version.Text(),
          .domain = package.TextOr("domain", ""),
          .image = package.TextOr("image", ""),
          .description = package.TextOr("description", ""),
          .name_position = name.position(),
          .position = version.position()};
}

StageFile ParseLongForm(const ConfigNode& root) {
  root.AllowKeys({"package_repository"});
  const ConfigNode repository = root.Require("package_repository");
  repository.AllowKeys({"name", "imageBundle", "url", "packages"});
  StageFile stage;
  stage.repository_name = repository.TextOr("name", "");
  stage.tag = kDefaultTag;
  if (const std::optional<ConfigNode> image = repository.Find("imageBundle")) {
    try {
      const oci::Reference reference = oci::Reference::Parse(image->Text());
      stage.image = reference.repository().ToString();
      if (!reference.tag().empty()) stage.tag = reference.tag();
    } catch (Error& error) {
      throw error.At(image->position());
    }
  }
  for (const ConfigNode& package : repository.Require("packages").Items()) {
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

}  // namespace

StageFile ParseStageFile(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'packages'").At({.file = file, .line = 1});
  StageFile stage = root.Find("package_repository") ? ParseLongForm(root) : ParseShortForm(root);
  RefusePaths(stage.packages);
  RefuseDuplicates(stage.packages);
  return stage;
}

}  // namespace pkgrepo::packaging
