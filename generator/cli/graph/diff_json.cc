// DiffAsJson of diff_format.h.

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_print.h"
#include "cli/graph/diff_format.h"
#include "kube/rbac/role_manifests.h"

namespace pkgrepo::cli {
namespace {

using nlohmann::ordered_json;
using packaging::BuildDiff;

const char* ChangeOf(char sign) { return sign == '+' ? "added" : sign == '-' ? "removed" : "changed"; }

ordered_json ToJson(const BuildDiff::Texts& texts) {
  ordered_json json = ordered_json::object();
  if (!texts.IsAdded()) json["before"] = texts.before;
  if (!texts.IsRemoved()) json["after"] = texts.after;
  return json;
}

ordered_json ToJson(const std::vector<packaging::FieldChange>& fields) {
  ordered_json list = ordered_json::array();
  for (const packaging::FieldChange& field : fields) {
    ordered_json json = {{"path", field.path}};
    if (field.before) json["before"] = *field.before;
    if (field.after) json["after"] = *field.after;
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json ToJson(const std::vector<BuildDiff::Object>& objects) {
  ordered_json list = ordered_json::array();
  for (const BuildDiff::Object& object : objects) {
    list.push_back({{"object", object.name}, {"change", ChangeOf(SignOf(object.kind))}, {"fields", ToJson(object.fields)}});
  }
  return list;
}

// As rules of RBAC, those of a namespace under its name, and under "" those of the whole cluster.
ordered_json ToJson(const std::set<kube::Right>& rights) {
  std::map<std::string, std::set<kube::Right>> by_namespace;
  for (const kube::Right& right : rights) by_namespace[right.name_space].insert(right);
  ordered_json list = ordered_json::array();
  for (const auto& [name_space, of_namespace] : by_namespace) {
    list.push_back({{"namespace", name_space}, {"rules", kube::RulesOf(of_namespace)}});
  }
  return list;
}

ordered_json ToJson(const packaging::RightsDiff& rights) {
  ordered_json json = ordered_json::object();
  if (!rights.against.empty()) json["against"] = rights.against;
  json["added"] = ToJson(rights.gained);
  json["removed"] = ToJson(rights.lost);
  if (!rights.note.empty()) json["note"] = rights.note;
  return json;
}

ordered_json ToJson(const BuildDiff::Case& difference) {
  ordered_json json = {{"case", difference.name}, {"objects", ToJson(difference.objects)}};
  if (!difference.note.empty()) json["note"] = difference.note;
  return json;
}

}  // namespace

std::string DiffAsJson(const BuildDiff& diff, const Compared& compared) {
  ordered_json packages = ordered_json::array();
  for (const BuildDiff::Version& version : diff.versions) {
    ordered_json cases = ordered_json::array();
    for (const BuildDiff::Case& difference : version.cases) cases.push_back(ToJson(difference));
    packages.push_back({{"name", version.name},
                        {"version", version.version},
                        {"change", ChangeOf(SignOf(version.digest))},
                        {"digest", ToJson(version.digest)},
                        {"stages", version.stages},
                        {"rights", ToJson(version.rights)},
                        {"resources", ToJson(version.resources)},
                        {"cases", std::move(cases)},
                        {"images", {{"added", version.added_images}, {"removed", version.removed_images}}}});
  }
  ordered_json stages = ordered_json::array();
  for (const BuildDiff::Stage& stage : diff.stages) {
    stages.push_back({{"name", stage.name},
                      {"change", ChangeOf(SignOf(stage.digest))},
                      {"digest", ToJson(stage.digest)},
                      {"packages", {{"added", stage.added}, {"removed", stage.removed}, {"changed", stage.changed}}}});
  }
  ordered_json repositories = ordered_json::array();
  for (const BuildDiff::Repository& repository : diff.repositories) {
    repositories.push_back({{"name", repository.name},
                            {"change", ChangeOf(SignOf(repository.digest))},
                            {"fields", ToJson(repository.fields)},
                            {"objects", ToJson(repository.objects)}});
  }
  ordered_json json = ordered_json::object();
  if (!compared.revision.empty()) json["before"] = {{"revision", compared.revision}, {"commit", compared.commit}};
  json["packages"] = std::move(packages);
  json["stages"] = std::move(stages);
  json["repositories"] = std::move(repositories);
  return PrintJsonText(json, 2) + "\n";
}

}  // namespace pkgrepo::cli
