#include "packaging/stage_lock.h"

#include <algorithm>
#include <optional>

#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kHead = "# What the constraints of this stage have chosen, written by its -lock and -relock targets.\n";

std::vector<LockedVersion> VersionsAt(const ConfigNode& package, std::string_view key) {
  std::vector<LockedVersion> versions;
  const std::optional<ConfigNode> list = package.Find(key);
  if (!list) return versions;
  for (const ConfigNode& item : list->Items()) {
    if (std::ranges::find(versions, item.Text(), &LockedVersion::version) != versions.end()) {
      throw item.Fault("version '" + item.Text() + "' is listed twice");
    }
    versions.push_back({.version = item.Text(), .position = item.position()});
  }
  return versions;
}

std::string ListOf(const std::string& key, const std::vector<LockedVersion>& versions) {
  if (versions.empty()) return "";
  std::string text = "  " + key + ":\n";
  for (const LockedVersion& entry : versions) text += "  - " + entry.version + "\n";
  return text;
}

}  // namespace

const LockedPackage* StageLock::Find(const std::string& name) const {
  const auto found = std::ranges::find(packages, name, &LockedPackage::name);
  return found == packages.end() ? nullptr : &*found;
}

// Names and versions are those of declared packages, which need no quotes.
std::string StageLock::ToYaml() const {
  std::string text = kHead;
  text += packages.empty() ? "packages: []\n" : "packages:\n";
  for (const LockedPackage& package : packages) {
    text += "- name: " + package.name + "\n" + ListOf("versions", package.versions) + ListOf("archived", package.archived);
  }
  return text;
}

StageLock StageLock::Parse(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'packages'").At({.file = file, .line = 1});
  root.AllowKeys({"packages"});
  StageLock lock;
  for (const ConfigNode& item : root.Require("packages").Items()) {
    item.AllowKeys({"name", "versions", "archived"});
    const std::string name = item.Require("name").Text();
    if (lock.Find(name) != nullptr) throw item.Fault("package '" + name + "' is listed twice");
    lock.packages.push_back(
        {.name = name, .versions = VersionsAt(item, "versions"), .archived = VersionsAt(item, "archived")});
  }
  return lock;
}

std::string StageLockPath(const std::string& stage_file) {
  const size_t slash = stage_file.rfind('/');
  const size_t dot = stage_file.rfind('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1);
  return has_ending ? stage_file.substr(0, dot) + ".lock" + stage_file.substr(dot) : stage_file + ".lock.yaml";
}

}  // namespace pkgrepo::packaging
