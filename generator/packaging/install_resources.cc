#include "packaging/install_resources.h"

#include <iterator>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/json_member.h"
#include "base/strings.h"
#include "go/duration.h"
#include "kube/field_check.h"
#include "kube/metadata_check.h"
#include "packaging/resource_check.h"
#include "packaging/version_choice.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

// What an API server takes at most for the data of a Secret.
constexpr size_t kMaxSecret = 1024 * 1024;

struct FormType {
  const char* api_version;
  const char* kind;
};
FormType TypeOf(InstallForm form) {
  switch (form) {
    case InstallForm::kApp:
      return {"kappctrl.k14s.io/v1alpha1", "App"};
    case InstallForm::kInstalledPackage:
      return {"install.package.carvel.dev/v1alpha1", "InstalledPackage"};
    case InstallForm::kPackageInstall:
      break;
  }
  return {"packaging.carvel.dev/v1alpha1", "PackageInstall"};
}

json Resource(const FormType& type, json metadata) {
  return {{"apiVersion", type.api_version}, {"kind", type.kind}, {"metadata", std::move(metadata)}};
}

class InstallMaker {
 public:
  explicit InstallMaker(const InstallInput& input)
      : input_(input), declaration_(input.declaration), spec_(input.package.at("spec")) {}

  InstallResources Make() {
    RequireDeclaredTypes();
    InstallResources resources;
    resources.install = Resource(TypeOf(input_.form), Metadata(declaration_.name));
    resources.install["metadata"].update(declaration_.metadata);
    resources.install["spec"] = Spec();
    if (!HasAccount()) resources.account = Resource({"v1", "ServiceAccount"}, Metadata(OwnName("sa")));
    if (!input_.values.empty()) resources.values = ValuesSecret();
    Check(resources.install);
    if (input_.form == InstallForm::kPackageInstall) RequireChoice(resources.install);
    return resources;
  }

 private:
  // What is filled in goes into these maps and lists.
  void RequireDeclaredTypes() const {
    const json& declared = declaration_.spec;
    const json* reference = FindMember(declared, "packageRef");
    const json* values = FindMember(declared, "values");
    if (reference != nullptr && !reference->is_object()) Throw({{{"spec", "packageRef"}, "expected a map here", ""}});
    if (values != nullptr && !values->is_array()) Throw({{{"spec", "values"}, "expected a list here", ""}});
  }

  std::string OwnName(const std::string& what) const {
    return declaration_.name + "-" + declaration_.name_space + "-" + what;
  }
  json Metadata(const std::string& name) const {
    return {{"name", name}, {"namespace", declaration_.name_space}};
  }
  bool HasAccount() const { return declaration_.HasAccount(); }

  json Spec() const {
    json spec = input_.form == InstallForm::kApp ? AppSpec() : InstallSpec();
    if (!HasAccount()) spec["serviceAccountName"] = OwnName("sa");
    const std::string period = StringMember(spec, "syncPeriod");
    if (!period.empty()) spec["syncPeriod"] = StoredPeriod(period);
    return spec;
  }

  // As a cluster keeps it: any other form would always look like a change. One that is wrong is reported as it is.
  static std::string StoredPeriod(const std::string& text) {
    try {
      return go::FormatDuration(go::ParseDuration(text));
    } catch (const Error&) {
      return text;
    }
  }

  json InstallSpec() const {
    json spec = declaration_.spec;
    json& reference = spec["packageRef"];
    if (reference.is_null()) reference = json::object();
    const bool is_early = input_.form == InstallForm::kInstalledPackage;
    const bool has_selection = reference.contains("version") || reference.contains("versionSelection");
    reference.emplace(is_early ? "publicName" : "refName", spec_.at("refName"));
    const std::string version = StringMember(spec_, "version");
    if (!has_selection && is_early) reference["version"] = version;
    if (!has_selection && !is_early) reference["versionSelection"] = {{"constraints", version}};
    if (!input_.values.empty()) {
      json values = json::array({{{"secretRef", {{"name", OwnName("values")}}}}});
      if (const json* more = FindMember(spec, "values")) values.insert(values.end(), more->begin(), more->end());
      spec["values"] = std::move(values);
    }
    return spec;
  }

  // The App that kapp-controller would make of the Package for a PackageInstall.
  json AppSpec() const {
    json spec = spec_.at("template").at("spec");
    spec.update(declaration_.spec);
    if (input_.values.empty()) return spec;
    for (json& step : spec.at("template")) {
      for (const char* key : {"ytt", "helmTemplate", "cue"}) {
        const auto found = step.find(key);
        if (found == step.end()) continue;
        if (found->is_null()) *found = json::object();
        (*found)["valuesFrom"].push_back({{"secretRef", {{"name", OwnName("values")}}}});
        return spec;
      }
    }
    throw Located(Error("no template step of the package takes values"));
  }

  // kapp-controller overlays the keys of a Secret in their order as text.
  json ValuesSecret() const {
    json texts = json::object();
    size_t size = 0;
    const size_t count = input_.values.size();
    const size_t digits = std::to_string(count).size();
    for (size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i + 1);
      const std::string ending = count == 1 ? "" : "-" + std::string(digits - number.size(), '0') + number;
      texts["values" + ending + ".yaml"] = input_.values[i];
      size += input_.values[i].size();
    }
    if (size > kMaxSecret) {
      throw Located(Error("the values have " + std::to_string(size) + " bytes; a Secret holds at most " +
                          std::to_string(kMaxSecret)));
    }
    json secret = Resource({"v1", "Secret"}, Metadata(OwnName("values")));
    secret["stringData"] = std::move(texts);
    return secret;
  }

  void Check(const json& resource) const {
    const FormType type = TypeOf(input_.form);
    std::vector<kube::FieldFault> faults = kube::CheckMetadata(resource);
    std::vector<kube::FieldFault> more =
        kube::CheckFields(resource, *kube::FindResourceType(type.api_version, type.kind));
    faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    Throw(std::move(faults));
  }

  // In the declaration, metadata has no map of its own.
  void Throw(std::vector<kube::FieldFault> faults) const {
    if (faults.empty()) return;
    if (declaration_.node) {
      for (kube::FieldFault& fault : faults) {
        if (fault.path.size() > 1 && fault.path[0] == "metadata") fault.path.erase(fault.path.begin());
      }
      ThrowFaults(*declaration_.node, faults);
    }
    Error error(faults[0].message);
    if (!faults[0].hint.empty()) error.Hint(faults[0].hint);
    throw error;
  }

  Error Located(Error error) const {
    if (declaration_.node) error.At(declaration_.node->position());
    return error;
  }

  void RequireChoice(const json& install) const {
    const std::string reason = WhyNotChosen(install, input_.package);
    if (reason.empty()) return;
    Error error("kapp-controller would not install version " + StringMember(spec_, "version") + ": " + reason);
    if (declaration_.node) {
      error.At(declaration_.node->PositionOf({"spec", "packageRef", "versionSelection", "constraints"}));
    }
    throw error.Hint("give spec.packageRef.versionSelection other constraints");
  }

  const InstallInput& input_;
  const InstallDeclaration& declaration_;
  // Of the Package.
  const json& spec_;
};

}  // namespace

std::string InstallResources::ToYaml(const std::string& rights) const {
  std::string text;
  if (!rights.empty()) {
    text += rights.starts_with("---") ? rights : "---\n" + rights;
    if (!text.ends_with('\n')) text += '\n';
  } else if (!account.is_null()) {
    text += "---\n" + yaml::PrintJsonAsYaml(account);
  }
  if (!values.is_null()) text += "---\n" + yaml::PrintJsonAsYaml(values);
  return text + "---\n" + yaml::PrintJsonAsYaml(install);
}

std::string WhyNotChosen(const json& install, const json& package) {
  InstallRequest request = ReadInstallRequest(ConfigNode::Parse("install", yaml::PrintJsonAsYaml(install)));
  request.ignores_kubernetes_version = true;
  request.ignores_kapp_controller_version = true;
  const json& spec = package.at("spec");
  const OfferedVersion offered{.ref_name = StringMember(spec, "refName"),
                               .version = StringMember(spec, "version"),
                               .kubernetes_constraints = {},
                               .kapp_controller_constraints = {}};
  const VersionChoice choice = ChooseVersion(request, {offered}, {});
  return choice.useful_message.empty() ? choice.message : choice.useful_message;
}

InstallResources MakeInstall(const InstallInput& input) { return InstallMaker(input).Make(); }

}  // namespace pkgrepo::packaging
