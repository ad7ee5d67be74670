#include "packaging/stage_rules.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "go/semver.h"
#include "packaging/package_resource.h"
#include "packaging/resource_check.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr size_t kMostKept = 1000;

StageLink LinkAt(const ConfigNode& node, std::string_view key) {
  const std::optional<ConfigNode> stage = node.Find(key);
  if (!stage) return {};
  return {.stage = stage->Text(), .position = stage->position()};
}

std::vector<ConfigNode> ItemsAt(const ConfigNode& node, std::string_view key) {
  const std::optional<ConfigNode> list = node.Find(key);
  return list ? list->Items() : std::vector<ConfigNode>();
}

StageKeep KeepAt(const ConfigNode& node) {
  StageKeep keep;
  const std::optional<ConfigNode> found = node.Find("keep");
  if (!found) return keep;
  found->AllowKeys({"latest", "per"});
  const ConfigNode latest = found->Require("latest");
  const std::string text = latest.Text();
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), keep.latest);
  if (code != std::errc() || end != text.data() + text.size() || keep.latest == 0 || keep.latest > kMostKept) {
    throw latest.Fault("'" + text + "' is not a number from 1 to " + std::to_string(kMostKept));
  }
  const std::string per = found->TextOr("per", "package");
  if (per == "major") {
    keep.per = StageKeep::Per::kMajor;
  } else if (per == "minor") {
    keep.per = StageKeep::Per::kMinor;
  } else if (per != "package") {
    throw found->Require("per").Fault("'" + per + "' is not one of package, major, minor");
  }
  return keep;
}

std::vector<StageMark> MarksAt(const ConfigNode& node, std::string_view key) {
  std::vector<StageMark> marks;
  for (const ConfigNode& item : ItemsAt(node, key)) {
    item.AllowKeys({"name", "version", "reason"});
    StageMark mark{.name = item.Require("name").Text(),
                   .version = item.Require("version").Text(),
                   .reason = item.Require("reason").Text(),
                   .position = item.position()};
    if (IsMarked(marks, mark.name, mark.version)) {
      throw item.Fault("version '" + mark.version + "' of package '" + mark.name + "' is listed twice");
    }
    marks.push_back(std::move(mark));
  }
  return marks;
}

// Checks the fields as those of a whole resource.
void CheckFieldsOf(const ConfigNode& node, json spec, const char* kind) {
  if (kind == kPackageKind) {
    const json app = {{"fetch", json::array({{{"inline", json::object()}}})},
                      {"template", json::array({{{"ytt", json::object()}}})},
                      {"deploy", json::array({{{"kapp", json::object()}}})}};
    spec.update({{"refName", "a.b.c"}, {"version", "1.0.0"}, {"template", {{"spec", app}}}});
  }
  std::vector<kube::FieldFault> faults = kube::CheckFields({{"apiVersion", kPackageApiVersion},
                                                            {"kind", kind},
                                                            {"metadata", {{"name", "a.b.c"}}},
                                                            {"spec", std::move(spec)}},
                                                           *kube::FindResourceType(kPackageApiVersion, kind));
  for (kube::FieldFault& fault : faults) fault.path.erase(fault.path.begin());  // node is the spec
  ThrowFaults(node, faults);
}

StageOverride OverrideAt(const ConfigNode& item, const json& value) {
  item.AllowKeys({"name", "version", "package", "metadata"});
  StageOverride found{.name = item.Require("name").Text(),
                      .version = item.TextOr("version", ""),
                      .position = item.position()};
  if (const std::optional<ConfigNode> package = item.Find("package")) {
    package->AllowKeys({"licenses", "releasedAt", "capacityRequirementsDescription", "releaseNotes",
                        "includedSoftware", "kubernetesVersionSelection", "kappControllerVersionSelection"});
    found.package = value.at("package");
    CheckFieldsOf(*package, found.package, kPackageKind);
  }
  if (const std::optional<ConfigNode> metadata = item.Find("metadata")) {
    if (!found.version.empty()) {
      throw metadata->Fault("all versions of a package share its metadata")
          .Hint("override it in an entry without 'version'");
    }
    found.metadata = value.at("metadata");
    CheckFieldsOf(*metadata, found.metadata, kMetadataKind);
  }
  if (found.package.is_null() && found.metadata.is_null()) throw item.Fault("nothing is overridden here");
  return found;
}

}  // namespace

std::vector<std::string> StageKeep::Newest(const std::vector<std::string>& versions) const {
  if (latest == 0) return versions;
  std::map<std::pair<uint64_t, uint64_t>, size_t> counts;
  std::vector<std::string> kept;
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    const go::SemanticVersion parsed = go::SemanticVersion::ParseTag(*version);
    std::pair<uint64_t, uint64_t> group;
    if (per != Per::kPackage) group.first = parsed.major;
    if (per == Per::kMinor) group.second = parsed.minor;
    if (counts[group]++ < latest) kept.push_back(*version);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

bool IsMarked(const std::vector<StageMark>& marks, const std::string& name, const std::string& version) {
  return std::ranges::any_of(marks, [&](const StageMark& mark) { return mark.Names(name, version); });
}

StageRules ReadStageRules(const ConfigNode& node, const std::function<nlohmann::json()>& json) {
  StageRules rules{.from = LinkAt(node, "from"),
                   .archives = LinkAt(node, "archives"),
                   .keep = KeepAt(node),
                   .left_out = {},
                   .deprecated = MarksAt(node, "deprecated"),
                   .withdrawn = MarksAt(node, "withdrawn"),
                   .overrides = {}};
  for (const ConfigNode& name : ItemsAt(node, "leaveOut")) {
    if (!rules.from) throw name.Fault("there is nothing to leave a package out of, without 'from'");
    rules.left_out.push_back(name.Text());
  }
  const std::vector<ConfigNode> overrides = ItemsAt(node, "overrides");
  if (overrides.empty()) return rules;
  const nlohmann::json values = json().at("overrides");
  for (size_t i = 0; i < overrides.size(); ++i) rules.overrides.push_back(OverrideAt(overrides[i], values.at(i)));
  return rules;
}

}  // namespace pkgrepo::packaging
