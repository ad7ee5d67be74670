// Any bytes as a stage file to which a version is added; the first byte chooses which. The edit is refused, or it is one that
// puts something in between, after which the file says the same and has the version.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "packaging/config_node.h"
#include "packaging/stage_edit.h"

using namespace pkgrepo;
using namespace pkgrepo::packaging;

namespace {

constexpr const char* kVersions[] = {"0.0.1", "1.5.0", "9.0.0+b.1", "1.0.0-rc.1"};

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string Dump(const ConfigNode& node) {
  if (node.IsScalar()) return "'" + node.Text() + "'";
  std::string text = node.IsNull() ? "null" : node.IsList() ? "[" : "{";
  if (node.IsList()) {
    for (const ConfigNode& item : node.Items()) text += Dump(item) + ",";
  } else if (node.IsMap()) {
    for (const auto& [key, value] : node.Fields()) text += key + ":" + Dump(value) + ",";
  }
  return text;
}

// What an entry says of each of its versions; `added` is left out.
void DumpEntry(const ConfigNode& entry, const StagedVersion& added, std::vector<std::string>& dumped) {
  std::string rest;
  std::vector<ConfigNode> versions;
  for (const auto& [key, value] : entry.Fields()) {
    if (key == "version" && !value.IsNull()) {
      versions.push_back(value);
    } else if (key == "versions" && !value.IsNull()) {
      versions = value.Items();
    } else {
      rest += key + ":" + Dump(value) + ",";
    }
  }
  if (versions.empty()) dumped.push_back(rest);
  for (const ConfigNode& version : versions) {
    if (entry.TextOr("name", "") == added.name && version.Text() == added.version) continue;
    dumped.push_back(rest + version.Text());
  }
}

std::vector<std::string> DumpStage(const std::string& text, const StagedVersion& added) {
  std::vector<std::string> dumped;
  const ConfigNode root = ConfigNode::Parse("fuzz", text);
  for (const auto& [key, value] : root.Fields()) {
    const bool is_long = key == "package_repository";
    if (!is_long && key != "packages") dumped.push_back(key + ":" + Dump(value));
    if (!is_long) continue;
    for (const auto& [inner_key, inner] : value.Fields()) {
      if (inner_key != "packages") dumped.push_back(inner_key + ":" + Dump(inner));
    }
  }
  const std::optional<ConfigNode> repository = root.Find("package_repository");
  const std::optional<ConfigNode> packages = (repository ? *repository : root).Find("packages");
  if (!packages) return dumped;
  for (const ConfigNode& entry : packages->Items()) DumpEntry(entry, added, dumped);
  return dumped;
}

// Whether `text` is `longer` with parts left out.
bool IsPartOf(const std::string& text, const std::string& longer) {
  size_t at = 0;
  for (const char c : longer) {
    if (at < text.size() && text[at] == c) ++at;
  }
  return at == text.size();
}

void Check(const std::string& text, const StagedVersion& added) {
  const std::vector<StagedVersion> before = ParseStageFile("fuzz", text).packages;
  const auto is_added = [&](const StagedVersion& entry) {
    return entry.name == added.name && entry.version == added.version;
  };
  if (std::ranges::any_of(before, is_added)) return;
  const std::string changed = AddToStage("fuzz", text, added);
  Require(std::ranges::count_if(ParseStageFile("fuzz", changed).packages, is_added) == 1);
  Require(IsPartOf(text, changed));
  Require(DumpStage(changed, added) == DumpStage(text, added));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  StagedVersion added;
  added.name = data[0] % 2 == 0 ? "a" : "bb";
  added.version = kVersions[data[0] / 2 % std::size(kVersions)];
  added.domain = data[0] / 8 % 2 == 0 ? "" : "d.example";
  try {
    Check(text, added);
  } catch (const Error&) {
  }
  return 0;
}
