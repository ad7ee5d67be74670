#include "artifact/image_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "go/json_text.h"

namespace pkgrepo::artifact {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kNoTime = "0001-01-01T00:00:00Z";
constexpr std::string_view kAuthor = "pkgrepo";

ordered_json MemberOf(const ordered_json& object, const char* name, ordered_json otherwise) {
  const auto found = object.find(name);
  return found != object.end() && found->type() == otherwise.type() ? *found : otherwise;
}

std::string_view NameIn(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

void SetVariable(ordered_json& environment, const std::string& variable) {
  for (ordered_json& known : environment) {
    if (known.is_string() && NameIn(known.get_ref<const std::string&>()) == NameIn(variable)) {
      known = variable;
      return;
    }
  }
  environment.push_back(variable);
}

ordered_json Configure(const ImageSettings& settings, ordered_json config) {
  if (!settings.user.empty()) config["User"] = settings.user;
  if (!settings.environment.empty()) {
    ordered_json environment = MemberOf(config, "Env", ordered_json::array());
    for (const std::string& variable : settings.environment) SetVariable(environment, variable);
    config["Env"] = std::move(environment);
  }
  if (!settings.entrypoint.empty()) {
    config["Entrypoint"] = settings.entrypoint;
    config.erase("Cmd");
  }
  if (!settings.command.empty()) config["Cmd"] = settings.command;
  if (!settings.working_directory.empty()) config["WorkingDir"] = settings.working_directory;
  if (!settings.labels.empty()) {
    ordered_json labels = MemberOf(config, "Labels", ordered_json::object());
    for (const auto& [name, value] : settings.labels) labels[name] = value;
    config["Labels"] = std::move(labels);
  }
  return config;
}

}  // namespace

std::string MakeImageConfig(const ImageSettings& settings, const oci::Platform& platform,
                            std::string_view base, const std::vector<Digest>& diff_ids) {
  const ordered_json of_base = base.empty() ? ordered_json::object() : ordered_json::parse(base);
  ordered_json config = {
      {"created", kNoTime}, {"architecture", platform.architecture}, {"os", platform.os}};
  if (!platform.variant.empty()) config["variant"] = platform.variant;
  for (const char* name : {"os.version", "os.features"}) {
    if (of_base.contains(name)) config[name] = of_base[name];
  }
  config["config"] = Configure(settings, MemberOf(of_base, "config", ordered_json::object()));
  ordered_json ids = MemberOf(MemberOf(of_base, "rootfs", ordered_json::object()), "diff_ids",
                              ordered_json::array());
  ordered_json history = MemberOf(of_base, "history", ordered_json::array());
  for (const Digest& id : diff_ids) {
    ids.push_back(id.ToString());
    history.push_back({{"created", kNoTime}, {"created_by", kAuthor}});
  }
  config["rootfs"] = {{"type", "layers"}, {"diff_ids", std::move(ids)}};
  config["history"] = std::move(history);
  return go::PrintJson(config);
}

}  // namespace pkgrepo::artifact
