#include "kbld/origin.h"

#include "base/error.h"
#include "kbld/typed_fields.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::kbld {
namespace {

using nlohmann::json;

void SetUnlessEmpty(json* map, const char* key, const std::string& value) {
  if (!value.empty()) (*map)[key] = value;
}

json GitFields(const TypedFields& fields) {
  json git = {{"remoteURL", fields.String("remoteURL")},
              {"sha", fields.String("sha")},
              {"dirty", fields.Bool("dirty")}};
  std::vector<std::string> tags = fields.Strings("tags");
  if (!tags.empty()) git["tags"] = tags;
  return git;
}

json ResolvedFields(const TypedFields& fields) {
  json resolved = {{"url", fields.String("url")}};
  SetUnlessEmpty(&resolved, "tag", fields.String("tag"));
  return resolved;
}

json PlatformFields(const TypedFields& fields) {
  json selected = json::object();
  for (const char* key : {"index", "architecture", "os", "variant"})
    SetUnlessEmpty(&selected, key, fields.String(key));
  return selected;
}

Origin Normalize(const TypedFields& fields) {
  Origin origin = json::object();
  if (auto git = fields.Struct("git", "config.OriginGit")) origin["git"] = GitFields(*git);
  if (auto local = fields.Struct("local", "config.OriginLocal"))
    origin["local"] = {{"path", local->String("path")}};
  if (auto resolved = fields.Struct("resolved", "config.OriginResolved"))
    origin["resolved"] = ResolvedFields(*resolved);
  if (auto tagged = fields.Struct("tagged", "config.OriginTagged")) {
    std::vector<std::string> tags = tagged->Strings("tags");
    origin["tagged"]["tags"] = tags.empty() ? json() : json(tags);
  }
  if (auto preresolved = fields.Struct("preresolved", "config.OriginPreresolved")) {
    origin["preresolved"] = {{"url", preresolved->String("url")}};
  }
  if (auto selected = fields.Struct("platformSelected", "config.OriginPlatformSelected")) {
    origin["platformSelected"] = PlatformFields(*selected);
  }
  return origin;
}

}  // namespace

Origin ResolvedOrigin(const std::string& url, const std::string& tag) {
  Origin origin;
  origin["resolved"] = {{"url", url}};
  SetUnlessEmpty(&origin["resolved"], "tag", tag);
  return origin;
}

Origin PreresolvedOrigin(const std::string& url) {
  Origin origin;
  origin["preresolved"] = {{"url", url}};
  return origin;
}

Origin PlatformSelectedOrigin(const std::string& index_url, const oci::Platform& platform) {
  Origin origin;
  json& selected = origin["platformSelected"] = json::object();
  SetUnlessEmpty(&selected, "index", index_url);
  SetUnlessEmpty(&selected, "architecture", platform.architecture);
  SetUnlessEmpty(&selected, "os", platform.os);
  SetUnlessEmpty(&selected, "variant", platform.variant);
  return origin;
}

Origins ParseOrigins(std::string_view yaml) {
  json list = yaml::ParseYamlAsJson(yaml, "");
  Origins origins;
  if (list.is_null()) return origins;
  if (!list.is_array()) throw Error(CannotUnmarshal(list, {.type = "[]config.Origin"}));
  for (const json& step : list) {
    if (!step.is_null() && !step.is_object()) {
      throw Error(CannotUnmarshal(step, {.type = "config.Origin"}));
    }
    origins.push_back(step.is_null() ? json::object() : Normalize(TypedFields(step, "Origin", "")));
  }
  return origins;
}

std::string PrintOrigins(const Origins& origins) { return yaml::PrintJsonAsYaml(origins); }

}  // namespace pkgrepo::kbld
