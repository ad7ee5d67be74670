#include "packaging/repository_resource.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "kube/names.h"
#include "packaging/early_forms.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {

using nlohmann::json;

std::string GenerateRepository(const RepositoryFile& file, const StageRecord& stage,
                               const std::string& fallback_name) {
  const std::string& stage_name = stage.repository_name.empty() ? fallback_name : stage.repository_name;
  const std::string& name = file.name.empty() ? stage_name : file.name;
  if (const kube::NameFault fault = kube::DnsSubdomainFault(name)) {
    throw Error("the repository's name '" + name + "' " + *fault)
        .At({.file = file.stage_position.file})
        .Hint("give it a 'name' in this file");
  }
  const bool is_early = !stage.api.empty();
  if (is_early && !file.late_key.empty()) {
    throw Error("a PackageRepository of " + std::string(kEarlyInstallApi) + " has no '" + file.late_key + "'")
        .At(file.late_position)
        .Note("the stage '" + file.stage + "' has Packages of " + stage.api);
  }
  json metadata = {{"name", name}};
  if (!file.name_space.empty()) metadata["namespace"] = file.name_space;
  if (!file.labels.empty()) metadata["labels"] = file.labels;
  if (!file.annotations.empty()) metadata["annotations"] = file.annotations;
  const bool is_pinned = file.tag_selection.is_null();
  json bundle = {{"image", is_pinned ? stage.bundle.Image() : stage.bundle.repository}};
  if (!is_pinned) bundle["tagSelection"] = file.tag_selection;
  if (!file.secret_name.empty()) bundle["secretRef"] = {{"name", file.secret_name}};
  json spec = {{"fetch", {{"imgpkgBundle", std::move(bundle)}}}};
  if (!file.sync_period.empty()) spec["syncPeriod"] = file.sync_period;
  if (file.paused) spec["paused"] = true;
  return yaml::PrintJsonAsYaml({{"apiVersion", is_early ? kEarlyInstallApi : "packaging.carvel.dev/v1alpha1"},
                                {"kind", "PackageRepository"},
                                {"metadata", std::move(metadata)},
                                {"spec", std::move(spec)}});
}

}  // namespace pkgrepo::packaging
