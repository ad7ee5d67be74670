#include "packaging/stage_lock.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "base/strings.h"
#include "packaging/config_node.h"

namespace pkgrepo::packaging {
namespace {

constexpr const char* kHead = "# What the constraints of this stage have chosen, written by its -lock and -relock targets.\n";

// A name or version as packages have it, which is written without quotes.
std::string WordAt(const ConfigNode& node) {
  const std::string text = node.Text();
  const auto is_of_word = [](char c) { return IsAlphanumeric(c) || std::string_view(".+_-").find(c) != std::string_view::npos; };
  const bool is_word = !text.empty() && IsAlphanumeric(text[0]) && std::ranges::all_of(text, is_of_word) &&
                       ToLower(text) != "null";
  if (!is_word) throw node.Fault("'" + text + "' is not the name or version of a package");
  return text;
}

std::vector<LockedVersion> VersionsAt(const ConfigNode& package, std::string_view key) {
  std::vector<LockedVersion> versions;
  std::set<std::string> known;
  const std::optional<ConfigNode> list = package.Find(key);
  if (!list) return versions;
  for (const ConfigNode& item : list->Items()) {
    const std::string version = WordAt(item);
    if (!known.insert(version).second) throw item.Fault("version '" + version + "' is listed twice");
    versions.push_back({.version = version, .position = item.position()});
  }
  return versions;
}

std::string ListOf(const std::string& key, const std::vector<LockedVersion>& versions) {
  if (versions.empty()) return "";
  std::string text = "  " + key + ":\n";
  for (const LockedVersion& entry : versions) text += "  - " + entry.version + "\n";
  return text;
}

StageLock ReadLock(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a map with 'packages'").At({.file = file, .line = 1});
  root.AllowKeys({"packages"});
  StageLock lock;
  std::set<std::string> known;
  for (const ConfigNode& item : root.Require("packages").Items()) {
    item.AllowKeys({"name", "versions", "archived"});
    const std::string name = WordAt(item.Require("name"));
    if (!known.insert(name).second) throw item.Fault("package '" + name + "' is listed twice");
    lock.packages.push_back(
        {.name = name, .versions = VersionsAt(item, "versions"), .archived = VersionsAt(item, "archived")});
  }
  return lock;
}

}  // namespace

std::map<std::string, const LockedPackage*> StageLock::ByName() const {
  std::map<std::string, const LockedPackage*> named;
  for (const LockedPackage& package : packages) named[package.name] = &package;
  return named;
}

std::string StageLock::ToYaml() const {
  std::string text = kHead;
  text += packages.empty() ? "packages: []\n" : "packages:\n";
  for (const LockedPackage& package : packages) {
    text += "- name: " + package.name + "\n" + ListOf("versions", package.versions) + ListOf("archived", package.archived);
  }
  return text;
}

StageLock StageLock::Parse(const std::string& file, const std::string& text) {
  try {
    return ReadLock(file, text);
  } catch (Error& error) {
    if (error.hint().empty()) {
      error.Hint("the stage's -lock and -relock targets write this file: take it as version control has it");
    }
    throw;
  }
}

std::string StageLockPath(const std::string& stage_file) {
  const size_t slash = stage_file.rfind('/');
  const size_t dot = stage_file.rfind('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1);
  return has_ending ? stage_file.substr(0, dot) + ".lock" + stage_file.substr(dot) : stage_file + ".lock.yaml";
}

}  // namespace pkgrepo::packaging
