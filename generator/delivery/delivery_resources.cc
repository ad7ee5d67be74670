#include "delivery/delivery_resources.h"

#include <nlohmann/json.hpp>

#include "oci/reference.h"
#include "packaging/install_files.h"
#include "packaging/install_resources.h"
#include "packaging/install_rights.h"
#include "packaging/records.h"
#include "packaging/repository_file.h"
#include "packaging/repository_resource.h"

namespace pkgrepo::delivery {
namespace {

using nlohmann::json;

// "hello-app" of "hello-app.example.com".
std::string ShortName(const DeliveryLock& lock) { return lock.package.substr(0, lock.package.find('.')); }

std::string MakeRepository(const DeliverySpecification& specification, const DeliveryLock& lock) {
  const oci::Reference image = oci::Reference::ParseDigest(lock.repository + "@" + lock.digest);
  packaging::RepositoryFile file;
  file.name = ShortName(lock);
  file.name_space = specification.name_space;
  const packaging::StageRecord stage{
      .bundle = {.repository = lock.repository, .tag = lock.tag, .manifest = {.media_type = {}, .digest = *image.digest()}},
      .repository_name = {},
      .packages = {}};
  return packaging::GenerateRepository(file, stage, file.name);
}

}  // namespace

std::string MakeDelivery(const DeliverySpecification& specification, const DeliveryLock& lock,
                         const packaging::BuildTree& tree, packaging::StepInputs& inputs) {
  packaging::InstallInput input;
  input.declaration.name = ShortName(lock);
  input.declaration.name_space = specification.name_space;
  input.declaration.values = specification.values;
  input.declaration.rights = specification.rights;
  if (!specification.service_account.empty()) {
    input.declaration.spec["serviceAccountName"] = specification.service_account;
  }
  input.package = {{"metadata", {{"name", lock.package + "." + lock.version}}},
                   {"spec", {{"refName", lock.package}, {"version", lock.version}}}};
  for (const std::string& path : specification.values) {
    input.values.push_back(inputs.Read(path));
    packaging::CheckValuesFile(path, input.values.back());
  }
  const packaging::InstallResources resources = packaging::MakeInstall(input);
  const packaging::InstallPlan plan{.declaration = input.declaration, .versions = {}, .layout = {}};
  return MakeRepository(specification, lock) + resources.ToYaml(packaging::GrantRights(plan, {}, tree, inputs));
}

}  // namespace pkgrepo::delivery
